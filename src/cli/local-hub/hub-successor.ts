import type { HubHealthState } from '../../clients/hub-health.ts';
import { findHolder } from '../../hub/data-directory/directory-lock.ts';
import { readRunningHub } from '../../hub/data-directory/running-hub.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Observable } from '../../lib/observable.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import { type HubThread, startHubThread } from './hub-thread.ts';

export type HubSuccessorOptions = {
  /** The data directory of the hub that this process is attached to. */
  readonly directory: string;
  readonly isHandedOn: boolean;
  /** Where it listens: there it has to be found again, by other windows and by programs. */
  readonly ports: { readonly mqttPort: number; readonly httpsPort: number };
  readonly health: Observable<HubHealthState>;
  readonly tell: (note: string) => void;
  readonly timers?: Timers;
};

/** Milliseconds between two looks at whether the data directory is free. */
const pause = 200;

/**
 * Goes on with the hub of another screen when that has ended, on the same ports, from what was kept. Of several windows
 * one gets the data directory's lock, and the others come back to it as to the one before. A hub that a person started
 * by itself is not gone on with: who stops it means to, and may start it otherwise.
 */
export class HubSuccessor {
  readonly #options: HubSuccessorOptions;
  readonly #timers: Timers;
  readonly #unsubscribe: () => void;
  #cancel: () => void = () => {};
  #isHandedOn: boolean;
  #status: HubHealthState['status'] = 'connecting';
  #hub: HubThread | undefined;
  #closed = false;
  /** What is on its way, so that closing does not leave a hub behind. */
  #looking: Promise<void> = Promise.resolve();

  constructor(options: HubSuccessorOptions) {
    this.#options = options;
    this.#isHandedOn = options.isHandedOn;
    this.#timers = options.timers ?? systemTimers;
    this.#unsubscribe = options.health.subscribe(() => this.#statusIs(options.health.getSnapshot().status));
    this.#statusIs(options.health.getSnapshot().status);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    this.#cancel();
    await this.#looking;
    await this.#hub?.stop();
  }

  #statusIs(status: HubHealthState['status']): void {
    if (status === this.#status || this.#hub !== undefined) return;
    this.#status = status;
    this.#cancel();
    if (status === 'connected') this.#looking = this.#looking.then(() => this.#learn());
    if (status === 'lost') this.#lookNow();
  }

  /** It may be another one than before that runs there. */
  async #learn(): Promise<void> {
    const running = await readRunningHub(this.#options.directory).catch(() => undefined);
    if (running !== undefined) this.#isHandedOn = running.isHandedOn;
  }

  #lookNow(): void {
    this.#looking = this.#looking.then(() => this.#look());
  }

  async #look(): Promise<void> {
    if (this.#closed || this.#status !== 'lost' || !this.#isHandedOn) return;
    const { directory: dataDir, ports, tell } = this.#options;
    try {
      if ((await findHolder(dataDir)) === undefined) {
        const { mqttPort, httpsPort } = ports;
        this.#hub = await startHubThread({ dataDir, mqttPort, httpsPort, isHandedOn: true });
        return tell('the twin-tui that ran this hub has ended: it runs here now');
      }
    } catch (error) {
      // Another window may have been faster.
      if ((error as { cause?: { code?: unknown } }).cause?.code !== 'ELOCKED') {
        return tell(`the twin-tui that ran this hub has ended, and it cannot run here: ${messageOf(error)}`);
      }
    }
    this.#cancel = this.#timers.after(pause, () => this.#lookNow());
  }
}
