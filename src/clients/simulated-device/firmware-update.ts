import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Timers } from '../../lib/timers.ts';
import type { ReportOutcome } from '../device/device-snapshot.ts';

export type FirmwarePhase = 'idle' | 'downloading' | 'applying' | 'rebooting' | 'done' | 'failed';

export type FirmwareState = {
  /** What is running. */
  readonly version: string;
  /** What is being installed, or was last. */
  readonly target: string | undefined;
  readonly phase: FirmwarePhase;
  /** Percent of the phase. */
  readonly progress: number;
  /** The download waits for the connection. */
  readonly paused: boolean;
  readonly error: string | undefined;
};

export type FirmwareUpdateOptions = {
  readonly timers: Timers;
  readonly report: (patch: JsonObject) => Promise<ReportOutcome>;
  readonly changed: () => void;
};

/** Milliseconds of one step. */
const stepTime = 400;
const stepPercent: { readonly [P in FirmwarePhase]?: number } = { downloading: 10, applying: 20, rebooting: 50 };
/** Progress is reported every so many percent, so that an update takes tens of reports and not hundreds. */
const reportEvery = 20;

/**
 * The long-running update of the device management tutorials: desired `firmware.version` is downloaded, applied and
 * booted, each step reported under `firmware`. Offline the download stands still; applying and rebooting go on, and
 * what they report is kept by the client. A version that ends in `-bad` fails while it is applied.
 */
export class FirmwareUpdate {
  readonly #options: FirmwareUpdateOptions;
  #state: FirmwareState = {
    version: '1.0',
    target: undefined,
    phase: 'idle',
    progress: 0,
    paused: false,
    error: undefined,
  };
  #online = false;
  #cancel: () => void = () => {};

  constructor(options: FirmwareUpdateOptions) {
    this.#options = options;
  }

  get state(): FirmwareState {
    return this.#state;
  }

  start(target: string): void {
    if (this.#running && this.#state.target === target) return;
    if (target === this.#state.version) {
      this.#become({ target, phase: 'done', progress: 100 });
      return;
    }
    this.#become({ target, phase: 'downloading', progress: 0, error: undefined });
    this.#schedule();
  }

  /** The direct method: the present firmware starts again. */
  reboot(): void {
    if (this.#running) return;
    this.#become({ target: this.#state.version, phase: 'rebooting', progress: 0, error: undefined });
    this.#schedule();
  }

  setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    if (this.#state.phase !== 'downloading') return;
    this.#state = { ...this.#state, paused: !online };
    this.#options.changed();
    if (online) this.#schedule();
    else this.#cancel();
  }

  /** Goes on from what an earlier run reported. */
  restore(reported: Json | undefined): void {
    if (this.#state.phase !== 'idle' || !isObject(reported)) return;
    const { version } = reported;
    if (typeof version === 'string') this.#state = { ...this.#state, version };
    this.#options.changed();
  }

  close(): void {
    this.#cancel();
  }

  get #running(): boolean {
    return stepPercent[this.#state.phase] !== undefined;
  }

  #schedule(): void {
    this.#cancel();
    if (!this.#running || (this.#state.phase === 'downloading' && !this.#online)) return;
    this.#cancel = this.#options.timers.after(stepTime, () => this.#step());
  }

  #step(): void {
    const { phase, target, progress } = this.#state;
    const next = progress + (stepPercent[phase] ?? 100);
    if (next < 100) this.#become({ progress: next });
    else if (phase === 'downloading') this.#become({ phase: 'applying', progress: 0 });
    else if (phase === 'rebooting') this.#become({ phase: 'done', progress: 100, version: target! });
    else if (target?.endsWith('-bad')) this.#become({ phase: 'failed', error: 'the image is damaged' });
    else this.#become({ phase: 'rebooting', progress: 0 });
    this.#schedule();
  }

  #become(change: Partial<FirmwareState>): void {
    const before = this.#state;
    const { phase, progress } = { ...before, ...change };
    this.#state = { ...before, ...change, paused: phase === 'downloading' && !this.#online };
    if (phase !== before.phase || progress % reportEvery === 0) this.#tell();
    this.#options.changed();
  }

  #tell(): void {
    const { version, target, phase, progress, error } = this.#state;
    const firmware = { version, target: target ?? null, status: phase, progress, error: error ?? null };
    void this.#options.report({ firmware });
  }
}
