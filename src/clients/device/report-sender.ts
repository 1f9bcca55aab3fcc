import { bareObject, type JsonObject } from '../../lib/json.ts';
import type { Timers } from '../../lib/timers.ts';
import { mergeValues } from '../../twin/merge-values.ts';
import type { ClientError } from '../client-error.ts';
import { deviceError } from '../sdk-errors.ts';
import type { DeviceLogEntry } from './device-log.ts';
import type { DeviceSnapshot, ReportOutcome } from './device-snapshot.ts';
import { type QueuedReport, ReportQueue } from './report-queue.ts';
import type { SdkSession } from './sdk-session.ts';

/** What the sender of reports asks of the device it is part of. */
export type ReportingDevice = {
  readonly getSnapshot: () => DeviceSnapshot;
  readonly patch: (change: Partial<DeviceSnapshot>) => void;
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void;
  /** The connection failed under a report, which is kept. */
  readonly onLost: (error: ClientError) => void;
  readonly timers: Timers;
};

/** Milliseconds. hub-reference 7. */
const throttledPause = 5_000;

/**
 * Sends a device's reports one by one, for the hub promises no order, and keeps those that cannot be sent: while
 * offline, while the session is locked, and while the hub throttles.
 */
export class ReportSender {
  readonly #device: ReportingDevice;
  readonly #queue = new ReportQueue();
  /** Undefined while offline, and while a throttling hub is given its time. */
  #session: SdkSession | undefined;
  #cancelPause: () => void = () => {};
  #throttled = false;
  #sending = false;

  constructor(device: ReportingDevice) {
    this.#device = device;
  }

  /** Rejects with ClientError when the hub refuses the patch; it is then forgotten. */
  report(patch: JsonObject): Promise<ReportOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.add({ patch, waiters: [{ resolve, reject }] });
      this.#device.patch({ pending: this.#queue.patches });
      const { status, locked } = this.#device.getSnapshot();
      if (status === 'online' && !locked && !this.#throttled) void this.#flush();
      else this.#keep();
    });
  }

  /** Sends what was kept, over a new connection. */
  resume(session: SdkSession): void {
    this.#endPause();
    this.#session = session;
    void this.#flush();
  }

  /** Once locked, tells those who wait that their reports are kept; once unlocked, sends them. */
  lockChanged(): void {
    if (this.#device.getSnapshot().locked) this.#keep();
    else void this.#flush();
  }

  /** The connection is lost: reports that wait are kept. */
  pause(): void {
    this.#endPause();
    this.#session = undefined;
    this.#keep();
  }

  async #flush(): Promise<void> {
    while (!this.#sending && this.#session !== undefined && !this.#device.getSnapshot().locked) {
      const report = this.#queue.take();
      if (report === undefined) return;
      this.#sending = true;
      const [started, session] = [performance.now(), this.#session];
      try {
        await session.report(report.patch);
        this.#acknowledged(report, performance.now() - started);
      } catch (error) {
        this.#notReported(report, session, deviceError(error));
      } finally {
        this.#sending = false;
      }
    }
  }

  #acknowledged({ patch, waiters }: QueuedReport, milliseconds: number): void {
    const { twin, lastAckedReportedVersion = 0 } = this.#device.getSnapshot();
    // The SDK hides the version in the answer's topic; each accepted report counts one. hub-reference 2.3.
    const version = lastAckedReportedVersion + 1;
    const reported = mergeValues(twin?.reported ?? bareObject(), patch);
    this.#device.patch({
      twin: { desired: twin?.desired ?? bareObject(), reported },
      lastAckedReportedVersion: version,
      pending: this.#queue.patches,
    });
    const text = `reported, acknowledged as ${version}`;
    this.#device.note({ kind: 'reported', text, version, milliseconds, body: patch });
    for (const { resolve } of waiters) resolve({ kind: 'acknowledged', version, milliseconds });
  }

  /**
   * A report that the hub refused is forgotten. One that was lost on the way is kept and sent again, which does no
   * harm: a merge patch may be applied twice.
   */
  #notReported(report: QueuedReport, session: SdkSession, error: ClientError): void {
    if (error.trouble === 'invalid') {
      this.#device.patch({ pending: this.#queue.patches });
      this.#device.note({ kind: 'refused', text: error.message, body: report.patch });
      for (const { reject } of report.waiters) reject(error);
      return;
    }
    this.#queue.putBack(report);
    const current = this.#session === session;
    if (current) this.#session = undefined;
    if (current) this.#throttled = error.trouble === 'throttled';
    this.#keep();
    if (!current) return;
    if (this.#throttled) this.#resumeLater(session);
    else this.#device.onLost(error);
  }

  #resumeLater(session: SdkSession): void {
    this.#device.note({ kind: 'note', text: 'the hub is throttling, the report is sent again' });
    this.#cancelPause = this.#device.timers.after(throttledPause, () => this.resume(session));
  }

  #endPause(): void {
    this.#cancelPause();
    this.#throttled = false;
  }

  #keep(): void {
    const pending = this.#queue.patches;
    this.#device.patch({ pending });
    const { locked } = this.#device.getSnapshot();
    const until = locked ? 'writing is unlocked' : this.#throttled ? 'the hub takes it' : 'online again';
    if (this.#queue.keepAll()) this.#device.note({ kind: 'kept', text: `kept until ${until}`, body: pending });
  }
}
