import type { QueryState } from '../../../clients/query-session.ts';
import type { Catalogue } from '../../../query/completion/catalogue.ts';
import { type Doubt, nothingFound } from '../../../query/completion/nothing-found.ts';

/** Why a query may have found nothing, with its text: the fix is for that alone. */
export type QueryDoubt = Doubt & { readonly text: string };

/** Undefined unless the query was answered, and with no row. */
export function queryDoubt(
  { status, rows, text }: Pick<QueryState, 'status' | 'rows' | 'text'>,
  catalogue: Catalogue,
): QueryDoubt | undefined {
  if (status !== 'done' || rows.length > 0) return undefined;
  const doubt = nothingFound(text, catalogue);
  return doubt && { ...doubt, text };
}
