import { parseQuery } from '../../query/language/parser.ts';
import { type Problem, QuerySyntaxError } from '../../query/language/syntax-error.ts';
import { withoutExplain } from './explain-prefix.ts';

/** What is wrong with the text, before anyone runs it. Empty for a query, and for nothing typed yet. */
export function problemsOf(text: string): readonly Problem[] {
  const query = withoutExplain(text);
  if (query.trim() === '') return [];
  try {
    parseQuery(query);
    return [];
  } catch (error) {
    if (error instanceof QuerySyntaxError) return error.problems;
    throw error;
  }
}

/** A word, or a text or bracket that is still open. */
const lastWord = /^(?:[\p{L}\p{N}_$.]*|'[^']*|"[^"]*|\[\[?[^\]]*)$/u;

/** What is wrong only because the text has not been typed to its end yet: it is told, but not loudly. */
export function isUnfinished(text: string, { span }: Problem, cursor: number): boolean {
  const end = text.trimEnd().length;
  if (span.start >= end) return cursor >= end;
  return cursor === text.length && end === text.length && lastWord.test(text.slice(span.start));
}
