import type { StoredChange } from './stored-change.ts';

/** Turns one change of an older format into what it is in the next. */
export type Migration = (change: StoredChange) => readonly StoredChange[];

/**
 * The way forward: `migrations[n]` leads from format n to n + 1. What is read passes through all that are above its
 * file's version, and is written anew in the present format before the hub opens. Format 1 is the first; format 2 may
 * keep a report in place of a twin, so what was format 1 needs no change.
 */
export const migrations: readonly (Migration | undefined)[] = [];

export function migrate(
  change: StoredChange,
  from: number,
  to: number,
  steps: readonly (Migration | undefined)[],
): readonly StoredChange[] {
  let changes: readonly StoredChange[] = [change];
  for (let version = from; version < to; version++) {
    const step = steps[version];
    if (step !== undefined) changes = changes.flatMap(step);
  }
  return changes;
}
