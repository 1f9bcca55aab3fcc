import type { TwinState } from '../../twin/twin.ts';
import { hubError } from '../error-codes.ts';
import type { CommitWaiter } from '../store/commit-group.ts';
import type { Change, HubState, Kind, Kinds } from './hub-state.ts';
import type { IdentityKey } from './identity.ts';
import { StateMaps } from './state-maps.ts';
import type { TwinReport } from './twin-report.ts';

/** A state that lives as long as the process: `--ephemeral`. */
export class MemoryState implements HubState {
  readonly #maps = new StateMaps();
  readonly #isBroken: () => boolean;

  /** While `isBroken` says so, writes are refused as if there were a disk and it failed. */
  constructor(isBroken: () => boolean = () => false) {
    this.#isBroken = isBroken;
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

  async commit(changes: readonly Change[]): Promise<void> {
    if (this.#isBroken())
      throw hubError('ServerError', 'The hub cannot store the change: the disk is broken on purpose.');
    for (const change of changes) this.#maps.apply(change, jsonOf(change));
  }

  report(key: IdentityKey, twin: TwinState, _report: TwinReport, waiter: CommitWaiter): void {
    const committed = this.commit([{ kind: 'twin', key, value: twin }]);
    committed.then(
      () => waiter.stored(),
      (error: Error) => waiter.failed(error),
    );
  }

  async fill(changes: readonly Change[], signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await this.commit(changes);
  }

  settled(): undefined {
    return undefined;
  }

  /** A write is done or refused at once: there is nothing to undo. */
  onUndone(): () => void {
    return () => {};
  }
}

const nothing = Buffer.alloc(0);

function jsonOf({ kind, value }: Change): Buffer {
  return kind === 'twin' && value !== undefined ? Buffer.from(JSON.stringify(value)) : nothing;
}
