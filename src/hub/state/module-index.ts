import type { IdentityKey } from './identity.ts';

/** The modules of each device, in order of creation. */
export class ModuleIndex {
  readonly #modules = new Map<string, Set<IdentityKey>>();

  of(deviceId: string): readonly IdentityKey[] {
    return [...(this.#modules.get(deviceId) ?? [])];
  }

  /** Called for every identity that comes, stays or goes; those of devices are passed over. */
  note(key: IdentityKey, exists: boolean): void {
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
