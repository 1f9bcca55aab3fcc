import { bounds } from '../../lib/bounds.ts';
import { messageOf } from '../../lib/errors.ts';
import { RecentMap } from '../../lib/recent-map.ts';
import { type TableQuery, tableQuery } from '../../query/engine/table-query.ts';
import type { CollectionName, Query } from '../../query/language/ast.ts';
import { parseCondition, parseQuery } from '../../query/language/parser.ts';
import { QuerySyntaxError } from '../../query/language/syntax-error.ts';
import { argumentInvalid } from '../hub-error.ts';

export type PreparedQuery = { readonly from: CollectionName; readonly query: TableQuery };

/** Texts are parsed once while they are in use; pages and polls repeat them. */
export class PreparedQueries {
  readonly #known = new RecentMap<string, PreparedQuery>(bounds.query.prepared);

  /** Throws HubError 400. */
  query(text: string): PreparedQuery {
    return this.#prepare(`q${text}`, () => parseQuery(text));
  }

  /** Throws HubError 400. */
  condition(text: string): PreparedQuery {
    return this.#prepare(`c${text}`, () => {
      const { from, where } = parseCondition(text);
      return { from, where, select: { kind: 'all', span: { start: 0, end: 0 } }, groupBy: [], top: undefined };
    });
  }

  #prepare(key: string, parse: () => Pick<Query, 'from' | 'select' | 'where' | 'groupBy' | 'top'>): PreparedQuery {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const parsed = refused(parse);
    const prepared = { from: parsed.from, query: tableQuery(parsed) };
    this.#known.set(key, prepared);
    return prepared;
  }
}

/** The live hub says `BadRequest` and no more; where the error is comes behind it. hub-reference 5.1. */
function refused<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw argumentInvalid(`BadRequest: ${messageOf(error)}`);
    throw error;
  }
}
