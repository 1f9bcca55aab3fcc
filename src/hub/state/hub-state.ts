import type { Json } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import type { CommitWaiter } from '../store/commit-group.ts';
import type { Identity, IdentityKey } from './identity.ts';
import type { TwinReport } from './twin-report.ts';

/** The kinds of things a hub keeps, each a map from key to an immutable value. */
export type Kinds = {
  identity: Identity;
  twin: TwinState;
  /** Shared access policies by name, automatic configurations and jobs by id, CA certificates by thumbprint. */
  policy: Policy;
  configuration: StoredDocument;
  job: StoredDocument;
  authority: { readonly pem: string };
  /** MQTT sessions of identities that connect with clean session 0: the granted QoS by subscription. */
  session: StoredSession;
};
export type Kind = keyof Kinds;
/** Documents whose shape belongs to the operations that own them. */
export type StoredDocument = { readonly [member: string]: Json };

export type StoredSession = { readonly subscriptions: { readonly [subscription: string]: 0 | 1 } };

export type Right = 'RegistryRead' | 'RegistryWrite' | 'ServiceConnect' | 'DeviceConnect';
export type Policy = {
  readonly name: string;
  readonly rights: readonly Right[];
  readonly primaryKey: string;
  readonly secondaryKey: string;
};

export type Change = {
  [K in Kind]: { readonly kind: K; readonly key: string; readonly value: Kinds[K] | undefined };
}[Kind];

/** Hears of identities and twins whose last changes were undone; they are as they were by then. */
export type UndoneListener = (keys: ReadonlySet<IdentityKey>) => void;

/**
 * Everything a hub keeps, in memory, behind a store that makes it durable.
 *
 * A commit is visible at once to later commits, so that writes to one twin pipeline; but nothing may leave the hub
 * before it is on disk: a write is acknowledged when its commit resolves, and what reads saw is answered after
 * `settled`. A commit that cannot be stored rejects, and it and all commits after it that are not yet on disk are undone.
 */
export interface HubState {
  get<K extends Kind>(kind: K, key: string): Kinds[K] | undefined;
  /** In the order in which the keys were first created. */
  entries<K extends Kind>(kind: K): IterableIterator<[string, Kinds[K]]>;
  count(kind: Kind): number;
  /**
   * A twin's text as `JSON.stringify` writes it, not to be changed; `guess` is its likely place in the order of creation.
   */
  twinText(key: IdentityKey, guess?: number): Buffer | undefined;
  /** The modules of a device, in order of creation. */
  modulesOf(deviceId: string): readonly IdentityKey[];
  /** All or nothing. Resolves when it is on disk. */
  commit(changes: readonly Change[]): Promise<void>;
  /** As `commit` of a twin that is there, where `report` is all that was done to it. Tells `waiter` what became of it. */
  report(key: IdentityKey, twin: TwinState, report: TwinReport, waiter: CommitWaiter): void;
  /**
   * As `commit`, for more than one write of the disk takes; of a hub that nobody uses yet. When it rejects, as it does
   * with the signal's reason once that is aborted, the disk has none of it, and the state is not to be used any more.
   */
  fill(changes: readonly Change[], signal?: AbortSignal): Promise<void>;
  /**
   * Undefined when all that was written to this key, or without a key to this kind, is on disk, else resolves when it
   * is. Rejects when it was undone instead.
   */
  settled(kind: Kind, key?: string): Promise<void> | undefined;
  /** The listener is called before those who wait for the commits hear of it. Returns what ends it. */
  onUndone(listener: UndoneListener): () => void;
}
