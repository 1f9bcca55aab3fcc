import { bareObject, isObject, type Json, type JsonObject, memberOf } from '../../lib/json.ts';
import { type Observable, ObservableValue } from '../../lib/observable.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import { replaceDiff } from '../../twin/merge.ts';
import type { DesiredChange, MethodCall, MethodReply, ReportOutcome } from '../device/device-snapshot.ts';
import type { DeviceClient } from '../device-client.ts';
import { Battery } from './battery.ts';
import { type Acknowledgement, type DesiredOffer, DesiredPolicy, type DesiredPolicyMode } from './desired-policy.ts';
import { type FirmwareState, FirmwareUpdate } from './firmware-update.ts';
import { MethodLog, type MethodRecord } from './method-log.ts';

export type Channel = 'cellular' | 'wifi';

export type SimulatedDeviceState = {
  /** Undefined until it was reported or read from the twin. */
  readonly channel: Channel | undefined;
  /** Percent. */
  readonly battery: number;
  /** Earlier levels, oldest first, for a sparkline. */
  readonly batteryHistory: readonly number[];
  /** Seconds between two reports of the battery; undefined while it is not reported by itself. */
  readonly telemetryInterval: number | undefined;
  readonly firmware: FirmwareState;
  readonly policy: DesiredPolicyMode;
  /** Desired properties that wait for an answer: for a person in `ask`, for time in `delay`. */
  readonly offers: readonly DesiredOffer[];
  /** The last answers to desired properties, newest last. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Direct methods called, newest last; bounded. */
  readonly methods: readonly MethodRecord[];
};

export type SimulatedDeviceOptions = {
  readonly client: DeviceClient;
  readonly timers?: Timers | undefined;
};

/** Members of desired that the device itself acts on; all others are only acknowledged. */
const intervalKey = 'telemetryInterval';
const firmwareKey = 'firmware';

/** The direct methods that it answers. */
const methodNames = ['echo', 'reboot', 'setInterval'] as const;

/** A device with a channel, a battery, firmware and a mind of its own about desired properties, over a DeviceClient. */
export class SimulatedDevice implements Observable<SimulatedDeviceState> {
  readonly client: DeviceClient;
  readonly #state: ObservableValue<SimulatedDeviceState>;
  readonly #policy: DesiredPolicy;
  readonly #firmware: FirmwareUpdate;
  readonly #battery: Battery;
  readonly #methods: MethodLog;
  readonly #stops: (() => void)[];

  constructor({ client, timers = systemTimers }: SimulatedDeviceOptions) {
    this.client = client;
    const report = (patch: JsonObject) => this.#report(patch);
    this.#policy = new DesiredPolicy({
      timers,
      fault,
      answer: offer => this.#settle(offer),
      changed: () => this.#show(),
    });
    this.#firmware = new FirmwareUpdate({ timers, report, changed: () => this.#show() });
    this.#battery = new Battery({ timers, report, changed: () => this.#show() });
    this.#methods = new MethodLog();
    this.#state = new ObservableValue(this.#compose(undefined));
    client.onMethod(call => this.#answer(call));
    this.#stops = [
      client.onDesired(change => this.#receive(change)),
      client.subscribe(() => this.#firmware.setOnline(client.getSnapshot().status === 'online')),
    ];
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): SimulatedDeviceState => this.#state.getSnapshot();

  /** Reports `connectivity.type`, as the device twin tutorial does. */
  setChannel(channel: Channel): Promise<ReportOutcome> {
    this.#state.set(this.#compose(channel));
    return this.client.report({ connectivity: { type: channel } });
  }

  toggleChannel(): Promise<ReportOutcome> {
    return this.setChannel(this.getSnapshot().channel === 'cellular' ? 'wifi' : 'cellular');
  }

  setPolicy(mode: DesiredPolicyMode): void {
    this.#policy.setMode(mode);
  }

  /** Answers a desired property that waits; `name` is its key. */
  answerOffer(name: string, accept: boolean): void {
    this.#policy.answerOffer(name, accept);
  }

  setBattery(percent: number): Promise<ReportOutcome> {
    return this.#battery.set(percent);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#policy.close();
    this.#firmware.close();
    this.#battery.close();
  }

  #receive(change: DesiredChange): void {
    const { twin } = this.client.getSnapshot();
    const reported = twin?.reported ?? bareObject();
    if (change.kind === 'all') this.#restore(reported);
    this.#policy.receive(change, reported);
  }

  /** Goes on from what an earlier run of this device has reported. */
  #restore(reported: JsonObject): void {
    const { connectivity, battery, [intervalKey]: interval } = reported;
    if (typeof battery === 'number') this.#battery.restore(battery);
    // What was accepted is not decided again, but it holds.
    if (this.#battery.interval === undefined && isObject(interval) && interval.ac === 200) {
      this.#apply(intervalKey, interval.value ?? null);
    }
    this.#firmware.restore(reported[firmwareKey]);
    const type = isObject(connectivity) ? connectivity.type : undefined;
    const known = this.getSnapshot().channel;
    this.#state.set(this.#compose(known ?? (type === 'cellular' || type === 'wifi' ? type : undefined)));
  }

  /** Acts on an accepted property, then reports it with value, status and version. */
  #settle({ acknowledgement, value }: { acknowledgement: Acknowledgement; value: Json }): void {
    const { name, status, description, version } = acknowledgement;
    const before = this.client.getSnapshot().twin?.reported[name];
    if (name === firmwareKey && status === 200) {
      // Firmware reports its own progress in place of an acknowledgement, and of an earlier refusal.
      if (isObject(before) && 'ac' in before) this.#report({ firmware: { value: null, ac: null, av: null, ad: null } });
      this.#apply(name, value);
      return;
    }
    if (status === 200) this.#apply(name, value);
    const patch = bareObject();
    // The convention of plug and play: value, answer's code, version and description.
    patch[name] =
      value === null ? null : { ...changeOf(before, value), ac: status, av: version, ad: description ?? null };
    this.#report(patch);
  }

  #apply(name: string, value: Json): void {
    if (name === intervalKey && typeof value === 'number') this.#battery.setInterval(value);
    if (name === firmwareKey && isObject(value) && typeof value.version === 'string') {
      this.#firmware.start(value.version);
    }
  }

  async #answer(call: MethodCall): Promise<MethodReply> {
    const reply = this.#perform(call);
    this.#methods.add(call, reply);
    this.#show();
    return reply;
  }

  #perform({ name, payload }: MethodCall): MethodReply {
    switch (name) {
      case 'reboot':
        this.#firmware.reboot();
        return { status: 200, payload: { rebooting: true } };
      case 'setInterval':
        if (typeof payload === 'number' && payload > 0) {
          this.#battery.setInterval(payload);
          return { status: 200, payload: { telemetryInterval: this.#battery.interval ?? null } };
        }
        return { status: 400, payload: { error: 'expected a number of seconds above 0' } };
      case 'echo':
        return { status: 200, payload: { method: name, received: payload } };
      default:
        // As a device of the SDKs answers what it has no handler for, but with what there is.
        return { status: 501, payload: { error: `no method ${name}`, methods: [...methodNames] } };
    }
  }

  #report(patch: JsonObject): Promise<ReportOutcome> {
    const reporting = this.client.report(patch);
    // A refusal needs no handling here: the client has logged it.
    reporting.catch(() => {});
    return reporting;
  }

  #show(): void {
    this.#state.set(this.#compose(this.getSnapshot().channel));
  }

  #compose(channel: Channel | undefined): SimulatedDeviceState {
    return {
      channel,
      battery: this.#battery.level,
      batteryHistory: this.#battery.history,
      telemetryInterval: this.#battery.interval,
      firmware: this.#firmware.state,
      policy: this.#policy.mode,
      offers: this.#policy.offers,
      acknowledgements: this.#policy.acknowledgements,
      methods: this.#methods.records,
    };
  }
}

/** What keeps the device from acting on a desired property that it knows. */
function fault(name: string, value: Json): string | undefined {
  if (name === intervalKey && value !== null && !(typeof value === 'number' && value >= 0)) {
    return `expected a number of seconds, 0 for never, found ${JSON.stringify(value)}`;
  }
  const version = name === firmwareKey ? memberOf(value, 'version') : undefined;
  if (version === undefined || version === null || typeof version === 'string') return undefined;
  return `expected firmware.version as a text such as "1.1", found ${JSON.stringify(version)}`;
}

/** The member `value` as a patch that leaves nothing of an object reported there before. */
function changeOf(before: Json | undefined, value: Json): { readonly value?: Json } {
  const earlier = isObject(before) ? before.value : undefined;
  if (!isObject(earlier) || !isObject(value)) return { value };
  const diff = replaceDiff(earlier, value);
  return diff === undefined ? {} : { value: diff };
}
