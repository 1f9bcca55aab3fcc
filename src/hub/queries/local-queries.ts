import type { Catalogue, FoundPath, ValueEntry } from '../../query/completion/catalogue.ts';
import type { Plan } from '../../query/engine/plan.ts';
import type { LiveChange, LiveQuery } from './live-query.ts';

/** A plan with what it took. */
export type Explanation = Plan & {
  readonly rowsFound: number;
  readonly rowsLookedAt: number;
  readonly milliseconds: number;
};

/** A path that device twins have, with its most frequent values. */
export type KnownPath = Omit<FoundPath, 'name'> & { readonly values: readonly ValueEntry[] };

/** What a local hub can tell of queries and twins, and a real one cannot. */
export interface LocalQueries {
  /** Runs a query to its last row and says how. Rejects with HubError 400. */
  explain(text: string): Promise<Explanation>;
  /** Follows which twins meet a query from now on. Rejects with HubError 400. */
  watch(text: string, listener: (change: LiveChange) => void): Promise<LiveQuery>;
  /** For completion: what the device twins hold, the most frequent paths first. */
  catalogue(): Promise<readonly KnownPath[]>;
}

/** A client holds all of them to complete without asking. */
const mostPaths = 2000;

/** Hands back control after each path. */
export function* knownPaths(catalogue: Catalogue): Generator<void, KnownPath[]> {
  const known: KnownPath[] = [];
  for (const { segments, count, type } of catalogue.find?.('', mostPaths) ?? []) {
    known.push({ segments, count, type, values: type === 'object' ? [] : catalogue.values(segments, '') });
    yield;
  }
  return known;
}
