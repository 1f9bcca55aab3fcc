import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Timers } from '../../lib/timers.ts';
import type { DesiredChange } from '../device/device-snapshot.ts';

/** What the device does with desired properties: take them, ask a person, refuse them, or take its time. */
export type DesiredPolicyMode = 'accept' | 'ask' | 'reject' | 'delay';

/** A desired property that is not answered yet. */
export type DesiredOffer = {
  /** Its key below desired. */
  readonly name: string;
  readonly value: Json;
  readonly version: number;
  /** When it is accepted by itself, in `delay`; milliseconds since the epoch. */
  readonly dueAt: number | undefined;
};

/** An answer as it is reported: `ac`, `av` and `ad` in the device's words. */
export type Acknowledgement = {
  readonly name: string;
  readonly value: Json;
  /** 200 accepted, 202 pending, 400 not understood, 403 rejected. */
  readonly status: 200 | 202 | 400 | 403;
  readonly version: number;
  readonly description: string | undefined;
};

export type DesiredPolicyOptions = {
  readonly timers: Timers;
  /** What is wrong with a value, for a device that cannot act on it; undefined when nothing is. */
  readonly fault: (name: string, value: Json) => string | undefined;
  readonly answer: (answer: { readonly acknowledgement: Acknowledgement; readonly value: Json }) => void;
  readonly changed: () => void;
};

/** Milliseconds. */
const delayTime = 5_000;
const remembered = 20;

/** Decides about desired properties one by one and says what is to be reported. */
export class DesiredPolicy {
  readonly #options: DesiredPolicyOptions;
  #mode: DesiredPolicyMode = 'accept';
  #offers: readonly DesiredOffer[] = [];
  #acknowledgements: readonly Acknowledgement[] = [];
  readonly #timers = new Map<string, () => void>();

  constructor(options: DesiredPolicyOptions) {
    this.#options = options;
  }

  get mode(): DesiredPolicyMode {
    return this.#mode;
  }
  get offers(): readonly DesiredOffer[] {
    return this.#offers;
  }
  get acknowledgements(): readonly Acknowledgement[] {
    return this.#acknowledgements;
  }

  /** Offers that wait are decided by the new mode. */
  setMode(mode: DesiredPolicyMode): void {
    this.#mode = mode;
    const waiting = this.#offers;
    for (const offer of waiting) this.#withdraw(offer.name);
    for (const offer of waiting) this.#consider(offer.name, offer.value, offer.version);
    this.#options.changed();
  }

  /** Takes what the hub wants. After a reconnection only what is not acknowledged yet is decided again. */
  receive({ kind, patch, desired, version }: DesiredChange, reported: JsonObject): void {
    for (const name of Object.keys(patch)) {
      // A change names only what changed in an object; what is answered is the whole.
      const value = desired[name];
      if (kind === 'all' && value !== undefined && isAnswered(value, reported[name])) continue;
      this.#withdraw(name);
      if (value === undefined) this.#answer(name, null, version, 200);
      else this.#consider(name, value, version);
    }
    this.#options.changed();
  }

  answerOffer(name: string, accept: boolean): void {
    const offer = this.#offers.find(candidate => candidate.name === name);
    if (offer === undefined) return;
    this.#withdraw(name);
    this.#answer(name, offer.value, offer.version, accept ? 200 : 403);
    this.#options.changed();
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
  }

  #consider(name: string, value: Json, version: number): void {
    const { timers, fault } = this.#options;
    const found = fault(name, value);
    if (found !== undefined) this.#answer(name, value, version, 400, found);
    else if (this.#mode === 'accept') this.#answer(name, value, version, 200);
    else if (this.#mode === 'reject') this.#answer(name, value, version, 403);
    else this.#offer({ name, value, version, dueAt: this.#mode === 'ask' ? undefined : timers.now() + delayTime });
  }

  #offer(offer: DesiredOffer): void {
    this.#offers = [...this.#offers, offer];
    this.#answer(offer.name, offer.value, offer.version, 202);
    if (offer.dueAt === undefined) return;
    this.#timers.set(
      offer.name,
      this.#options.timers.after(delayTime, () => this.answerOffer(offer.name, true)),
    );
  }

  #withdraw(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
    this.#offers = this.#offers.filter(offer => offer.name !== name);
  }

  #answer(
    name: string,
    value: Json,
    version: number,
    status: Acknowledgement['status'],
    description: string | undefined = descriptions[status],
  ): void {
    const acknowledgement = { name, value, status, version, description };
    this.#acknowledgements = [...this.#acknowledgements.slice(1 - remembered), acknowledgement];
    this.#options.answer({ acknowledgement, value });
  }
}

/** Of a value that is not understood its fault is told. */
const descriptions = {
  200: undefined,
  202: 'waiting for an answer',
  400: undefined,
  403: 'rejected by the device',
} as const;

/**
 * Whether the device has acknowledged this very value with a final status. Firmware has no acknowledgement: it is
 * answered once that version runs, or has failed to.
 */
function isAnswered(desired: Json, reported: Json | undefined): boolean {
  if (!isObject(reported)) return false;
  if ('ac' in reported) return reported.ac !== 202 && isDeepStrictEqual(reported.value, desired);
  if (!isObject(desired) || desired.version === undefined) return false;
  if (reported.status === 'failed') return reported.target === desired.version;
  return reported.version === desired.version;
}
