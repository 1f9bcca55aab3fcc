import { parseQuery } from '../../query/language/parser.ts';
import { type Problem, QuerySyntaxError } from '../../query/language/syntax-error.ts';

/** What is wrong with the text, before anyone runs it. Empty for a query, and for nothing typed yet. */
export function problemsOf(text: string): readonly Problem[] {
  if (text.trim() === '') return [];
  try {
    parseQuery(text);
    return [];
  } catch (error) {
    if (error instanceof QuerySyntaxError) return error.problems;
    throw error;
  }
}
