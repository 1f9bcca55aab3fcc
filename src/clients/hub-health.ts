import { type Observable, ObservableValue } from '../lib/observable.ts';
import { systemTimers, type Timers } from '../lib/timers.ts';
import { ClientError } from './client-error.ts';

export type HubHealthState = {
  readonly status: 'connecting' | 'connected' | 'lost';
  /** When this status began, in milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds that the last call took; undefined before the first. */
  readonly latency: number | undefined;
  /** Why it is lost. */
  readonly error: ClientError | undefined;
};

/** Whether the service side of the hub answers, as the last call found it. */
export class HubHealth implements Observable<HubHealthState> {
  readonly #timers: Timers;
  readonly #state: ObservableValue<HubHealthState>;

  constructor(timers: Timers = systemTimers) {
    this.#timers = timers;
    const since = timers.now();
    this.#state = new ObservableValue<HubHealthState>({
      status: 'connecting',
      since,
      latency: undefined,
      error: undefined,
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): HubHealthState => this.#state.getSnapshot();

  /** A call ended: with any answer of the hub, or with a failure to reach it. */
  answered(milliseconds: number, failure: ClientError | undefined): void {
    if (failure === undefined) this.#become('connected', Math.round(milliseconds * 10) / 10, undefined);
    else this.#become('lost', this.getSnapshot().latency, failure);
  }

  feedIs(status: 'connecting' | 'connected' | 'lost'): void {
    const { latency } = this.getSnapshot();
    const error = new ClientError('unreachable', 'the hub is gone', {
      hint: 'It is tried again; start it with: twin-tui hub',
    });
    if (status === 'lost') this.#become('lost', latency, error);
    else if (status === 'connected') this.#become('connected', latency, undefined);
  }

  #become(status: HubHealthState['status'], latency: number | undefined, error: ClientError | undefined): void {
    this.#state.update(state => {
      const since = state.status === status ? state.since : this.#timers.now();
      return { status, since, latency, error: error && (state.error ?? error) };
    });
  }
}
