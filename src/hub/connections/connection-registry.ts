import type { Clock } from '../clock.ts';
import type { Connections } from '../context.ts';
import type { Feed, HubEvent } from '../feed.ts';
import { type Activity, type Identity, type IdentityKey, isModuleKey, neverTime } from '../state/identity.ts';

/** A device or module that is connected, as the rest of the hub sees it. */
export interface LiveConnection {
  readonly key: IdentityKey;
  readonly takesMethods: boolean;
  /** When something came from it last, in milliseconds since the epoch. */
  readonly activeAt: number;
  /** Sends at QoS 0; what the peer has not subscribed to is the caller's to know. */
  publish(topic: string, payload: Buffer): void;
  /** Ends the connection without a packet; the reason is logged. hub-reference 3.3. */
  close(reason: string): void;
}

type Times = { readonly changedAt: number | undefined; readonly activeAt: number };

/** Who is connected, one connection per identity, and since when. hub-reference 3.3. */
export class ConnectionRegistry implements Connections {
  readonly #clock: Clock;
  readonly #feed: Feed;
  readonly #live = new Map<IdentityKey, LiveConnection>();
  readonly #times = new Map<IdentityKey, Times>();
  readonly #readyListeners = new Set<(connection: LiveConnection) => void>();
  readonly #goneListeners = new Set<(connection: LiveConnection) => void>();
  readonly #unsubscribe: () => void;

  constructor(clock: Clock, feed: Feed) {
    this.#clock = clock;
    this.#feed = feed;
    this.#unsubscribe = feed.subscribe(event => this.#identityChanged(event), 'changes');
  }

  get connectedCount(): number {
    return this.#live.size;
  }

  get connectedDeviceCount(): number {
    let count = 0;
    for (const key of this.#live.keys()) if (!isModuleKey(key)) count++;
    return count;
  }

  get(key: IdentityKey): LiveConnection | undefined {
    return this.#live.get(key);
  }

  activity(key: IdentityKey): Activity {
    const live = this.#live.get(key);
    const times = this.#times.get(key);
    return {
      connected: live !== undefined,
      connectionStateUpdatedTime: isoTime(times?.changedAt),
      lastActivityTime: isoTime(later(live?.activeAt, times?.activeAt)),
    };
  }

  touch(key: IdentityKey): void {
    this.#times.set(key, { changedAt: this.#times.get(key)?.changedAt, activeAt: this.#clock.now() });
  }

  /** Takes a connection in; an older one of the same identity is closed. */
  add(connection: LiveConnection): void {
    const { key } = connection;
    this.drop(key, '400027 ConnectionForcefullyClosedOnNewConnection: the identity connected again');
    this.#live.set(key, connection);
    this.#mark(key, connection.activeAt);
    this.#feed.emit({ type: 'connection', key, connected: true, reason: 'connected' });
  }

  /** A connection ended; a newer one of the same identity is left alone. */
  remove(connection: LiveConnection, reason: string): void {
    for (const listener of this.#goneListeners) listener(connection);
    if (this.#live.get(connection.key) !== connection) return;
    this.#live.delete(connection.key);
    this.#mark(connection.key, connection.activeAt);
    this.#feed.emit({ type: 'connection', key: connection.key, connected: false, reason });
  }

  /** Tells those who wait that a connection takes methods now. */
  ready(connection: LiveConnection): void {
    for (const listener of this.#readyListeners) listener(connection);
  }

  onReady(listener: (connection: LiveConnection) => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  onGone(listener: (connection: LiveConnection) => void): () => void {
    this.#goneListeners.add(listener);
    return () => this.#goneListeners.delete(listener);
  }

  drop(key: IdentityKey, reason: string): void {
    this.#live.get(key)?.close(reason);
  }

  dropAll(reason: string): void {
    for (const connection of [...this.#live.values()]) connection.close(reason);
  }

  close(): void {
    this.#unsubscribe();
    this.dropAll('the hub is stopping');
  }

  #mark(key: IdentityKey, activeAt: number): void {
    this.#times.set(key, {
      changedAt: this.#clock.now(),
      activeAt: Math.max(activeAt, this.#times.get(key)?.activeAt ?? 0),
    });
  }

  #identityChanged(event: HubEvent): void {
    if (event.type !== 'lifecycle') return;
    const { key, before, after } = event;
    if (after === undefined) {
      this.#dropWithModules(key, 'the identity was deleted');
      this.#times.delete(key);
    } else if (after.status === 'disabled') this.#dropWithModules(key, 'the identity was disabled');
    else if (before !== undefined && !sameCredentials(before, after)) this.drop(key, 'the keys were changed');
  }

  #dropWithModules(key: IdentityKey, reason: string): void {
    this.drop(key, reason);
    if (isModuleKey(key)) return;
    for (const connection of [...this.#live.values()]) {
      if (connection.key.startsWith(`${key}/`)) connection.close(reason);
    }
  }
}

function sameCredentials(a: Identity, b: Identity): boolean {
  return JSON.stringify(a.authentication) === JSON.stringify(b.authentication);
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function isoTime(milliseconds: number | undefined): string {
  return milliseconds === undefined ? neverTime : new Date(milliseconds).toISOString();
}
