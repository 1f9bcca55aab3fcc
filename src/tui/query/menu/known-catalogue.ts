import type { KnownPath } from '../../../clients/query-plan.ts';
import type { Catalogue, FoundPath, PathEntry, ValueEntry } from '../../../query/completion/catalogue.ts';

/**
 * What the local hub tells of all its twins, before what was learned from the few that were shown: the hub's counts are
 * those of the whole fleet.
 */
export function knownCatalogue(known: readonly KnownPath[], learned: Catalogue): Catalogue {
  const below = new Map<string, PathEntry[]>();
  const values = new Map<string, readonly ValueEntry[]>();
  const found: FoundPath[] = [];
  for (const { segments, count, type, values: held } of known) {
    const name = segments.at(-1);
    if (name === undefined) continue;
    const parent = keyOf(segments.slice(0, -1));
    below.set(parent, [...(below.get(parent) ?? []), { name, count, type }]);
    values.set(keyOf(segments), held);
    found.push({ name, segments, count, type });
  }
  return {
    paths: prefix => merged(below.get(keyOf(prefix)) ?? [], learned.paths(prefix), ({ name }) => name),
    values: (path, prefix) => {
      const held = values.get(keyOf(path));
      if (held === undefined || held.length === 0) return learned.values(path, prefix);
      const folded = prefix.toLowerCase();
      return held.filter(({ value }) => String(value).toLowerCase().startsWith(folded));
    },
    find: (start, limit) => {
      const folded = start.toLowerCase();
      const matching = found.filter(({ name }) => name.toLowerCase().startsWith(folded)).slice(0, limit);
      const others = learned.find?.(start, limit) ?? [];
      return merged(matching, others, ({ segments }) => keyOf(segments)).slice(0, limit);
    },
  };
}

function merged<T>(first: readonly T[], rest: readonly T[], keyed: (entry: T) => string): readonly T[] {
  const known = new Set(first.map(keyed));
  return [...first, ...rest.filter(entry => !known.has(keyed(entry)))];
}

function keyOf(segments: readonly string[]): string {
  return JSON.stringify(segments);
}
