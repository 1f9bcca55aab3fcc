import { type Observable, ObservableValue } from '../lib/observable.ts';
import { systemTimers, type Timers } from '../lib/timers.ts';
import type { ClientError } from './client-error.ts';
import { serviceError } from './sdk-errors.ts';
import type { ConfigurationDocument } from './service/configuration-calls.ts';
import type { JobDocument } from './service/job-calls.ts';
import type { ServiceClient } from './service-client.ts';

export type JobListState = {
  readonly status: 'idle' | 'loading' | 'complete' | 'failed';
  /** Newest first. */
  readonly jobs: readonly JobDocument[];
  /** As priority has it, the strongest first. */
  readonly configurations: readonly ConfigurationDocument[];
  /** When it was read, in milliseconds since the epoch. */
  readonly at: number | undefined;
  readonly error: ClientError | undefined;
};

export const unreadJobList: JobListState = {
  status: 'idle',
  jobs: [],
  configurations: [],
  at: undefined,
  error: undefined,
};

export type JobListOptions = {
  readonly service: Pick<ServiceClient, 'jobs' | 'configurations'>;
  /** A hub that tells of what happens in it; without one the list is read now and then. */
  readonly onChange?: ((listener: () => void) => () => void) | undefined;
  readonly timers?: Timers | undefined;
};

/**
 * Milliseconds between two reads, each of two requests: while a job runs, while one waits, and while none does. A hub
 * of one unit gives all of its job operations 100 requests a minute. hub-reference 7.
 */
const pauses = {
  told: { running: 1_000, waiting: 2_000, quiet: 15_000 },
  polled: { running: 4_000, waiting: 10_000, quiet: 30_000 },
} as const;
/** Milliseconds after a change that the next read waits, since changes come in crowds. */
const settling = 300;

/** A hub's jobs and configurations, read again for as long as they are looked at. */
export class JobList implements Observable<JobListState> {
  readonly #options: JobListOptions;
  readonly #timers: Timers;
  readonly #state = new ObservableValue<JobListState>(unreadJobList);
  #cancel: () => void = () => {};
  #isFollowed = false;
  #reading: Promise<void> | undefined;

  constructor(options: JobListOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): JobListState => this.#state.getSnapshot();

  /** Reads both lists and goes on doing so. Returns the call that stops it. */
  follow(): () => void {
    this.#isFollowed = true;
    const stop = this.#options.onChange?.(() => this.#readIn(settling));
    void this.reload();
    return () => {
      this.#isFollowed = false;
      this.#cancel();
      stop?.();
    };
  }

  /** Never rejects: a failure is part of the state. Asked for while it reads, it is the same reading. */
  reload(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
      if (this.#isFollowed) this.#readIn(this.#pause());
    });
    return this.#reading;
  }

  /** Rejects with ClientError: a real hub cancels only jobs that have not begun. */
  async cancel(jobId: string): Promise<void> {
    await this.#options.service.jobs.cancel(jobId);
    await this.reload();
  }

  async #read(): Promise<void> {
    const { service } = this.#options;
    this.#state.update(state => (state.status === 'idle' ? { ...state, status: 'loading' } : state));
    try {
      const [jobs, configurations] = await Promise.all([service.jobs.list(), service.configurations.list()]);
      this.#state.set({
        status: 'complete',
        jobs: [...jobs].sort((one, other) => (other.createdTime ?? '').localeCompare(one.createdTime ?? '')),
        configurations: [...configurations].sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0)),
        at: this.#timers.now(),
        error: undefined,
      });
    } catch (error) {
      this.#state.update(state => ({ ...state, status: 'failed', error: serviceError(error) }));
    }
  }

  #readIn(milliseconds: number): void {
    this.#cancel();
    this.#cancel = this.#timers.after(milliseconds, () => void this.reload());
  }

  #pause(): number {
    const { running, waiting, quiet } = this.#options.onChange === undefined ? pauses.polled : pauses.told;
    const { status, jobs } = this.getSnapshot();
    if (status === 'failed') return quiet;
    if (jobs.some(job => job.status === 'running')) return running;
    return jobs.some(job => job.status === 'queued' || job.status === 'scheduled') ? waiting : quiet;
  }
}
