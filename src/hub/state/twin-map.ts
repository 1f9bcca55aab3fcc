import type { TwinState } from '../../twin/twin.ts';
import type { IdentityKey } from './identity.ts';

/** Puts back what was before a change, the place in the order excepted when it had been deleted. */
export type Undo = () => void;

/**
 * The twins of a hub in memory, in the order in which they were created. A twin is set with its JSON text in
 * UTF-8, made for the log; the bytes are only lent, so copy what is kept.
 */
export interface TwinMap {
  readonly size: number;
  has(key: IdentityKey): boolean;
  get(key: IdentityKey): TwinState | undefined;
  /**
   * The twin as `set` or `load` got it, or as `update` left it, where it is held that way. `guess` is its likely place in the order of creation:
   * of a million twins, one that is guessed right is found without the map (23 to 8 % of a page's time, bench/query).
   */
  text?(key: IdentityKey, guess?: number): Buffer | undefined;
  set(key: IdentityKey, twin: TwinState, json: Buffer): Undo;
  /**
   * A twin that is there changes; its text is made when it is asked for. `bytes` is about what the change takes. The undo
   * of the first of several updates in a row undoes them all.
   */
  update(key: IdentityKey, twin: TwinState, bytes: number): Undo;
  delete(key: IdentityKey): Undo;
  /** What was read from disk; need not be parsed before it is asked for. */
  load(key: IdentityKey, json: Buffer): void;
  /** Twins that are written while this is being read may be seen before or after. */
  entries(): IterableIterator<[IdentityKey, TwinState]>;
  /** As `entries`, as JSON text: for snapshots and export. */
  texts(): IterableIterator<[IdentityKey, Buffer | string]>;
}
