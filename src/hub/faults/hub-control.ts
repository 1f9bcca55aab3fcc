import { assertNever } from '../../lib/errors.ts';
import type { Connections } from '../context.ts';
import { identityKey } from '../state/identity.ts';
import type { ClockChange, ControlCommand } from './control-command.ts';
import type { Tier } from './faults.ts';
import type { HubClock } from './hub-clock.ts';
import type { HubFaults, Latency } from './hub-faults.ts';

/** How the switches stand; the answer to every command. */
export type ControlState = {
  readonly tier: Tier;
  readonly units: number;
  readonly exhausted: boolean;
  readonly latency: Latency;
  readonly indexLag: number;
  readonly diskBroken: boolean;
  readonly clock: { readonly now: string; readonly fixed: boolean };
  readonly connections: number;
};

/** Turns the switches of a running hub. */
export class HubControl {
  readonly #faults: HubFaults;
  readonly #clock: HubClock;
  readonly #connections: Connections;

  constructor(faults: HubFaults, clock: HubClock, connections: Connections) {
    this.#faults = faults;
    this.#clock = clock;
    this.#connections = connections;
  }

  get state(): ControlState {
    const { tier, units, exhausted, latency, indexLag, diskBroken } = this.#faults;
    const clock = { now: new Date(this.#clock.now()).toISOString(), fixed: this.#clock.fixed };
    const connections = this.#connections.connectedCount;
    return { tier, units, exhausted, latency, indexLag, diskBroken, clock, connections };
  }

  apply(command: ControlCommand): ControlState {
    switch (command.action) {
      case 'status':
        break;
      case 'throttle':
        this.#faults.throttleAs(command.tier, command.units);
        break;
      case 'exhaust':
        this.#faults.exhausted = command.on;
        break;
      case 'latency':
        this.#faults.answerAfter({ milliseconds: command.milliseconds, jitter: command.jitter });
        break;
      case 'index-lag':
        this.#faults.indexLag = command.milliseconds;
        break;
      case 'drop':
        this.#drop(command.deviceId, command.moduleId);
        break;
      case 'disk':
        this.#faults.diskBroken = command.broken;
        break;
      case 'clock':
        this.#changeClock(command.change);
        break;
      default:
        assertNever(command);
    }
    return this.state;
  }

  #drop(deviceId: string | undefined, moduleId: string | undefined): void {
    const reason = 'dropped on purpose';
    if (deviceId === undefined) this.#connections.dropAll(reason);
    else this.#connections.drop(identityKey(deviceId, moduleId), reason);
  }

  #changeClock(change: ClockChange): void {
    if (change.kind === 'fix') this.#clock.fix(change.at);
    else if (change.kind === 'advance') this.#clock.advance(change.milliseconds);
    else this.#clock.release();
  }
}
