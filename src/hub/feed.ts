import type { JsonObject } from '../lib/json.ts';
import type { TwinState } from '../twin/twin.ts';
import type { Identity, IdentityKey } from './state/identity.ts';

/** Who caused a change, as far as the hub knows. */
export type Cause =
  | { readonly by: 'service'; readonly policy: string; readonly client: string }
  | { readonly by: 'device' }
  | { readonly by: 'job'; readonly id: string }
  | { readonly by: 'configuration'; readonly id: string }
  | { readonly by: 'hub' };

/** One request and its answer, as the wire log shows it; no secret ever gets in here. */
export type WireRecord = {
  readonly type: 'wire';
  readonly protocol: 'REST' | 'MQTT';
  /** `in` is what a client sent (with the answer, where there is one), `out` what the hub sent of its own accord. */
  readonly direction: 'in' | 'out';
  /** The policy's name or the identity's key; undefined when the client could not be authenticated. */
  readonly who: string | undefined;
  /** `PATCH /twins/dev1`, a topic, or a packet's name. */
  readonly what: string;
  readonly status: number | undefined;
  /** E.g. `errorCode`, the new `$version`, or why a connection was closed. */
  readonly note: string | undefined;
  readonly version: number | undefined;
  readonly requestBytes: number;
  readonly answerBytes: number;
  readonly milliseconds: number;
  /** Bodies as text, cut at 64 KB; headers without Authorization. */
  readonly requestBody?: string | undefined;
  readonly answerBody?: string | undefined;
  readonly headers?: { readonly [name: string]: string } | undefined;
};

export type HubEvent =
  | {
      readonly type: 'twin';
      readonly key: IdentityKey;
      readonly operation: 'update' | 'replace';
      readonly section: 'service' | 'reported';
      readonly before: TwinState;
      readonly after: TwinState;
      /** What a connected device is told, with `$version`; undefined when desired did not change. */
      readonly desiredPush: JsonObject | undefined;
      readonly cause: Cause;
    }
  | {
      readonly type: 'lifecycle';
      readonly key: IdentityKey;
      readonly operation: 'create' | 'update' | 'delete';
      readonly before: Identity | undefined;
      readonly after: Identity | undefined;
      readonly cause: Cause;
    }
  | { readonly type: 'connection'; readonly key: IdentityKey; readonly connected: boolean; readonly reason: string }
  | {
      readonly type: 'telemetry';
      readonly key: IdentityKey;
      readonly bytes: number;
      readonly properties: { readonly [name: string]: string | null };
    }
  | WireRecord;

export type HubEventRecord = HubEvent & { readonly at: number; readonly sequence: number };

/** Everything that happens in a hub, in order, after it is on disk. */
export class Feed {
  #listeners: readonly Listener[] = [];
  #ofWireRecords: readonly Listener[] = [];
  readonly #now: () => number;
  #sequence = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The hub's own parts ask for `changes`: everything but wire records. */
  subscribe(listener: Listener, what: 'all' | 'changes' = 'all'): () => void {
    let isOn = true;
    // A listener may be there twice; each subscription ends by itself, and at once when that is during an event.
    const own: Listener = event => {
      if (isOn) listener(event);
    };
    this.#listeners = [...this.#listeners, own];
    if (what === 'all') this.#ofWireRecords = [...this.#ofWireRecords, own];
    return () => {
      isOn = false;
      this.#listeners = this.#listeners.filter(other => other !== own);
      this.#ofWireRecords = this.#ofWireRecords.filter(other => other !== own);
    };
  }

  /** Wire records cost time to make; skip that when nobody reads them. */
  get watched(): boolean {
    return this.#ofWireRecords.length > 0;
  }

  /** Takes the event over: it becomes the record. A copy would cost more than all who listen (bench/hub). */
  emit(event: HubEvent): void {
    const record = event as HubEvent & { at: number; sequence: number };
    record.at = this.#now();
    record.sequence = ++this.#sequence;
    for (const listener of event.type === 'wire' ? this.#ofWireRecords : this.#listeners) listener(record);
  }
}

type Listener = (event: HubEventRecord) => void;
