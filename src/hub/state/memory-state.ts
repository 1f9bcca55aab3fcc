import type { Change, HubState, Kind, Kinds } from './hub-state.ts';
import type { IdentityKey } from './identity.ts';

/** A state that lives as long as the process: `--ephemeral`. */
export class MemoryState implements HubState {
  readonly #maps: { readonly [K in Kind]: Map<string, Kinds[K]> } = {
    identity: new Map(),
    twin: new Map(),
    policy: new Map(),
    configuration: new Map(),
    job: new Map(),
    authority: new Map(),
  };
  readonly #modules = new Map<string, Set<IdentityKey>>();

  get<K extends Kind>(kind: K, key: string): Kinds[K] | undefined {
    return this.#maps[kind].get(key);
  }

  entries<K extends Kind>(kind: K): IterableIterator<[string, Kinds[K]]> {
    return this.#maps[kind].entries();
  }

  count(kind: Kind): number {
    return this.#maps[kind].size;
  }

  modulesOf(deviceId: string): readonly IdentityKey[] {
    return [...(this.#modules.get(deviceId) ?? [])];
  }

  async commit(changes: readonly Change[]): Promise<void> {
    for (const change of changes) this.#apply(change);
  }

  settled(): undefined {
    return undefined;
  }

  #apply(change: Change): void {
    const map: Map<string, unknown> = this.#maps[change.kind];
    if (change.value === undefined) map.delete(change.key);
    else map.set(change.key, change.value);
    if (change.kind === 'identity') this.#applyModule(change.key, change.value !== undefined);
  }

  #applyModule(key: IdentityKey, exists: boolean): void {
    const slash = key.indexOf('/');
    if (slash < 0) return;
    const deviceId = key.slice(0, slash);
    const modules = this.#modules.get(deviceId) ?? new Set();
    if (exists) modules.add(key);
    else modules.delete(key);
    if (modules.size > 0) this.#modules.set(deviceId, modules);
    else this.#modules.delete(deviceId);
  }
}
