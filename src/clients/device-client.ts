import type { JsonObject } from '../lib/json.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import { systemTimers, type Timers } from '../lib/timers.ts';
import { mergeValues } from '../twin/merge-values.ts';
import { readSection } from '../twin/twin-document.ts';
import { ClientError } from './client-error.ts';
import { describeMissed } from './device/describe-missed.ts';
import type { DeviceClientOptions } from './device/device-client-options.ts';
import { appended, type DeviceLogEntry } from './device/device-log.ts';
import {
  type DesiredChange,
  type DeviceSnapshot,
  type DeviceStatus,
  type MethodCall,
  type MethodReply,
  type ReportOutcome,
  snapshotBefore,
} from './device/device-snapshot.ts';
import { ReportSender } from './device/report-sender.ts';
import { Retries } from './device/retries.ts';
import type { SdkSession, SessionEvents } from './device/sdk-session.ts';
import { deviceError, replaced } from './sdk-errors.ts';

/**
 * A device or module over `azure-iot-device`: it stays connected until told otherwise, keeps what is reported while
 * offline, and reads the twin again after each connection, because pushes are not queued for it. hub-reference 3.3.
 */
export class DeviceClient implements Observable<DeviceSnapshot> {
  readonly #options: DeviceClientOptions;
  readonly #timers: Timers;
  readonly #state: ObservableValue<DeviceSnapshot>;
  readonly #desiredListeners = new Set<(change: DesiredChange) => void>();
  #methodHandler: (call: MethodCall) => Promise<MethodReply> = async () => ({ status: 501, payload: null });
  /** Counts the calls of connect and disconnect: an attempt that an older call began has nothing more to say. */
  #generation = 0;
  #session: SdkSession | undefined;
  readonly #reports: ReportSender;
  readonly #retries: Retries;

  constructor(options: DeviceClientOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    const { random, guard } = options;
    this.#retries = new Retries({ timers: this.#timers, random, guard });
    this.#state = new ObservableValue(snapshotBefore(options, this.#timers.now()));
    this.#reports = new ReportSender({
      getSnapshot: this.getSnapshot,
      patch: change => this.#patch(change),
      note: entry => this.note(entry),
      onLost: error => void this.#failed(this.#generation, error),
      timers: this.#timers,
    });
    // Nothing unsubscribes: the guard and this client both live as long as the session.
    guard?.subscribe(() => this.#lockIs(guard.getSnapshot().locked));
    if (guard?.getSnapshot().locked) this.#lockIs(true);
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): DeviceSnapshot => this.#state.getSnapshot();

  /**
   * Goes online and stays so: a lost connection is retried with back-off. Resolves once online; rejects with
   * ClientError when the first attempt fails, after which it goes on trying unless the hub refused the device.
   */
  async connect(): Promise<void> {
    const { status } = this.getSnapshot();
    if (status === 'online' || status === 'connecting') return;
    this.#options.guard?.check(`connect ${this.#options.deviceId}`);
    this.#retries.restart();
    this.#generation += 1;
    this.#become('connecting', { text: 'connecting', kind: 'connecting' });
    const failure = await this.#attempt(this.#generation);
    if (failure !== undefined) throw failure;
  }

  /** Stays offline until somebody connects it, and says why: its place is another client's. */
  standBack(error: ClientError): void {
    this.#become('offline', { kind: 'offline', text: error.message }, error);
  }

  /** Goes offline and stays so. What is reported from now on is kept. */
  async disconnect(): Promise<void> {
    this.#generation += 1;
    this.#retries.cancel();
    const session = this.#session;
    this.#session = undefined;
    if (this.getSnapshot().status !== 'offline') {
      this.#become('offline', { kind: 'offline', text: 'went offline' });
    }
    this.#reports.pause();
    await session?.close();
  }

  /**
   * Merges a patch into reported; kept while offline, and while the session may change nothing. Rejects with
   * ClientError when the hub refuses it; it is then forgotten.
   */
  report(patch: JsonObject): Promise<ReportOutcome> {
    return this.#reports.report(patch);
  }

  /** Told of all desired properties after each connection, and of each change. Returns the call that stops it. */
  onDesired(listener: (change: DesiredChange) => void): () => void {
    this.#desiredListeners.add(listener);
    return () => this.#desiredListeners.delete(listener);
  }

  /** The one handler of direct methods, whatever their names; without one they are answered 501. */
  onMethod(handler: (call: MethodCall) => Promise<MethodReply>): void {
    this.#methodHandler = handler;
  }

  /** Adds a line to the device's log. */
  note(entry: Omit<DeviceLogEntry, 'at'>): void {
    this.#patch({ log: appended(this.getSnapshot().log, { at: this.#timers.now(), ...entry }) });
  }

  /** One attempt; a failure is told to the caller and retried by timer. */
  async #attempt(generation: number): Promise<ClientError | undefined> {
    let opened: SdkSession | undefined;
    try {
      const connectionString = await this.#options.connectionString();
      const { transport, ca, agent } = this.#options;
      // Loaded late: commands that never connect a device do without its SDK.
      const { SdkSession } = await import('./device/sdk-session.ts');
      const session = await SdkSession.open({ connectionString, transport, ca, agent }, this.#events(generation));
      if (generation !== this.#generation) {
        void session.close();
        return new ClientError('closed', 'the device went offline');
      }
      this.#session = opened = session;
      this.#retries.connected();
      const desired = await this.#synchronise(generation, session);
      const isAgain = this.getSnapshot().status === 'reconnecting';
      this.#become('online', { kind: 'online', text: isAgain ? 'online again' : 'online' });
      this.#tellDesired(desired);
      this.#reports.resume(session);
      return undefined;
    } catch (error) {
      // A connection that was lost while the twin was read is told already.
      if (opened !== this.#session) return deviceError(error);
      return this.#failed(generation, deviceError(error));
    }
  }

  async #failed(generation: number, error: ClientError): Promise<ClientError> {
    if (generation !== this.#generation) return error;
    const session = this.#session;
    this.#session = undefined;
    this.#reports.pause();
    void session?.close();
    const refused = error.trouble === 'unauthorized' || error.trouble === 'device-not-found';
    const known = refused && this.#options.diagnose ? await this.#options.diagnose(error).catch(() => error) : error;
    if (generation !== this.#generation) return known;
    const isContested = this.#retries.failed();
    if (refused) this.#become('failed', { kind: 'failed', text: known.message }, known);
    else if (isContested) this.standBack(replaced(this.#options));
    else this.#retry(generation, known);
    return known;
  }

  #retry(generation: number, error: ClientError): void {
    this.#become('reconnecting', { kind: 'lost', text: error.message }, error);
    const again = () => void this.#attempt(generation);
    this.#patch({ nextAttemptAt: this.#retries.plan(again, () => this.#patch({ nextAttemptAt: undefined })) });
  }

  #events(generation: number): SessionEvents {
    const current = () => generation === this.#generation;
    return {
      onDesired: push => current() && this.#receive(push),
      onMethod: call => this.#answer(call),
      onRenewal: () => {
        if (!current() || this.#session === undefined) return;
        this.note({ kind: 'note', text: 'renewing the token' });
        // A loss meanwhile is told by onLost.
        this.#synchronise(generation, this.#session).then(
          desired => this.#tellDesired(desired),
          () => {},
        );
      },
      onLost: error => void this.#failed(generation, error),
    };
  }

  /** Reads the twin after subscribing, so that what is not in it will be pushed. */
  async #synchronise(generation: number, session: SdkSession): Promise<DesiredChange> {
    const started = this.#timers.now();
    const { desired, reported } = await session.readTwin();
    if (generation !== this.#generation) throw new ClientError('closed', 'the device went offline');
    const [wanted, told] = [readSection(desired), readSection(reported)];
    const { lastDesiredVersion: seen, twin } = this.getSnapshot();
    this.#patch({
      twin: { desired: wanted.values, reported: told.values },
      lastDesiredVersion: wanted.version,
      lastAckedReportedVersion: told.version,
    });
    const missed = seen === undefined || twin === undefined ? undefined : Math.max(0, wanted.version - seen);
    const milliseconds = this.#timers.now() - started;
    this.note({
      kind: 'resync',
      text: `read the twin${missed === undefined ? '' : describeMissed(missed)}`,
      version: wanted.version,
      milliseconds,
      missed,
    });
    return { kind: 'all', version: wanted.version, patch: wanted.values, desired: wanted.values };
  }

  #receive(push: JsonObject): void {
    const { values: patch, version } = readSection(push);
    const { twin, lastDesiredVersion = 0 } = this.getSnapshot();
    // A push that comes before the twin was read, or is no newer than what was read, is part of that reading.
    if (twin === undefined || version <= lastDesiredVersion) {
      this.note({ kind: 'stale', text: `dropped desired ${version}, which is known already`, version });
      return;
    }
    const desired = mergeValues(twin.desired, patch);
    this.#patch({ twin: { ...twin, desired }, lastDesiredVersion: version });
    this.note({ kind: 'desired', text: `desired ${version} received`, version, body: patch });
    this.#tellDesired({ kind: 'change', version, patch, desired });
  }

  async #answer(call: MethodCall): Promise<MethodReply> {
    const reply = await this.#methodHandler(call).catch(
      (error: unknown): MethodReply => ({ status: 500, payload: error instanceof Error ? error.message : null }),
    );
    this.note({ kind: 'method', text: `${call.name} called, answered ${reply.status}`, body: call.payload });
    return reply;
  }

  #lockIs(locked: boolean): void {
    this.#patch({ locked });
    this.#reports.lockChanged();
  }

  #tellDesired(change: DesiredChange): void {
    for (const listener of [...this.#desiredListeners]) listener(change);
  }

  #become(status: DeviceStatus, entry: Omit<DeviceLogEntry, 'at'>, error?: ClientError): void {
    const since = this.#timers.now();
    this.#patch({ status, since, error: status === 'online' ? undefined : error, nextAttemptAt: undefined });
    this.note(entry);
  }

  #patch(change: Partial<DeviceSnapshot>): void {
    this.#state.update(state => ({ ...state, ...change }));
  }
}
