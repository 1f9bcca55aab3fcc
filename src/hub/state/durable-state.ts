import { setImmediate as immediate } from 'node:timers/promises';
import type { TwinState } from '../../twin/twin.ts';
import { hubError } from '../error-codes.ts';
import type { CommitGroup, CommitWaiter } from '../store/commit-group.ts';
import { Store, type StoreOptions } from '../store/store.ts';
import type { StoredChange } from '../store/stored-change.ts';
import type { Change, HubState, Kind, Kinds, UndoneListener } from './hub-state.ts';
import type { IdentityKey } from './identity.ts';
import { StateMaps } from './state-maps.ts';
import { reportText, type TwinReport } from './twin-report.ts';
import { twinText } from './twin-text.ts';

export type DurableStateOptions = Omit<StoreOptions, 'load' | 'entries' | 'undone'>;

const nothing = Buffer.alloc(0);
/** So that a signal is heard while a large hub is filled. */
const changesPerTurn = 500;

/** A state whose acknowledged writes survive the process and the power. */
export class DurableState implements HubState {
  readonly #maps: StateMaps;
  readonly #store: Store;
  #isClosed = false;
  readonly #filling: Filling;
  readonly #undone: Set<UndoneListener>;

  private constructor(maps: StateMaps, store: Store, filling: Filling, undone: Set<UndoneListener>) {
    this.#maps = maps;
    this.#store = store;
    this.#filling = filling;
    this.#undone = undone;
  }

  /** Throws StoreError when the store is damaged or of a newer format. */
  static async open(options: DurableStateOptions): Promise<DurableState> {
    const maps = new StateMaps();
    const load = ({ kind, key, json }: StoredChange) => {
      if (kind === 'report') return replayTime(maps.replay(key, json!));
      maps.load(kind, key, json);
      return 0;
    };
    const filling: Filling = { signal: undefined };
    const entries = () => unlessAborted(filling, maps.texts());
    const listeners = new Set<UndoneListener>();
    const undone = (group: CommitGroup) => {
      const keys = new Set([...group.keysOf('twin'), ...group.keysOf('identity')]);
      for (const listener of listeners) listener(keys);
    };
    return new DurableState(maps, await Store.open({ ...options, load, entries, undone }), filling, listeners);
  }

  get<K extends Kind>(kind: K, key: string): Kinds[K] | undefined {
    return this.#maps.get(kind, key);
  }

  entries<K extends Kind>(kind: K): IterableIterator<[string, Kinds[K]]> {
    return this.#maps.entries(kind);
  }

  count(kind: Kind): number {
    return this.#maps.count(kind);
  }

  twinText(key: IdentityKey, guess?: number): Buffer | undefined {
    return this.#maps.twinText(key, guess);
  }

  modulesOf(deviceId: string): readonly IdentityKey[] {
    return this.#maps.modulesOf(deviceId);
  }

  /** Rejects with HubError 500 when the disk does not take it; it is undone by then. */
  commit(changes: readonly Change[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(stopped());
    if (changes.length === 0) return Promise.resolve();
    const group = this.#store.commits.open;
    const before = group.frame.length;
    try {
      // All is encoded before anything is applied: a change that cannot be encoded leaves no trace.
      const texts = changes.map(change => group.frame.lent(group.frame.add(change.kind, change.key, textOf(change))));
      for (const [index, change] of changes.entries()) {
        group.note(change.kind, change.key, this.#maps.apply(change, texts[index] ?? nothing));
      }
    } catch (error) {
      group.frame.rewind(before);
      return Promise.reject(error);
    }
    this.#store.keepShort();
    return group.done;
  }

  /** The log keeps what was reported, and of a twin that reports often a text is made only now and then. */
  report(key: IdentityKey, twin: TwinState, report: TwinReport, waiter: CommitWaiter): void {
    if (this.#isClosed) return waiter.failed(stopped());
    const group = this.#store.commits.open;
    const bytes = group.frame.add('report', key, reportText(report));
    // The first of a group undoes them all.
    if (!group.writes('twin', key)) group.note('twin', key, this.#maps.undoOfUpdate(key));
    const isAtHand = this.#maps.updateTwin(key, twin, bytes);
    group.tell(waiter);
    this.#store.keepShort(replayTime(isAtHand));
  }

  /** A snapshot appears whole or not at all, and until then the log knows nothing of what is in it. */
  async fill(changes: readonly Change[], signal?: AbortSignal): Promise<void> {
    try {
      for (const [index, change] of changes.entries()) {
        if (index % changesPerTurn === 0) await immediate();
        signal?.throwIfAborted();
        const text = textOf(change);
        this.#maps.load(change.kind, change.key, text === undefined ? undefined : Buffer.from(text));
      }
      this.#filling.signal = signal;
      await this.#store.snapshot();
    } catch (error) {
      this.#isClosed = true;
      throw error;
    } finally {
      this.#filling.signal = undefined;
    }
  }

  settled(kind: Kind, key?: string): Promise<void> | undefined {
    return this.#store.commits.settled(kind, key);
  }

  onUndone(listener: UndoneListener): () => void {
    this.#undone.add(listener);
    return () => this.#undone.delete(listener);
  }

  /** Replaces the log by a snapshot now. */
  snapshot(): Promise<void> {
    return this.#store.snapshot();
  }

  /** Waits for what is being written; later commits are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#store.close();
  }
}

/** Microseconds that a start takes to merge a report into a twin; one that is not at hand is read and, later, written. */
function replayTime(isAtHand: boolean): number {
  return isAtHand ? 2 : 24;
}

/** What ends the snapshot that is being written, while the state is filled. */
type Filling = { signal: AbortSignal | undefined };

function* unlessAborted<T>(filling: Filling, values: Iterable<T>): Generator<T, void, void> {
  for (const value of values) {
    filling.signal?.throwIfAborted();
    yield value;
  }
}

function stopped(): Error {
  return hubError('ServiceUnavailable', 'The hub is being stopped.');
}

function textOf({ kind, value }: Change): string | undefined {
  if (value === undefined) return undefined;
  return kind === 'twin' ? twinText(value) : JSON.stringify(value);
}
