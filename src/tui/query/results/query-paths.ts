import type { Condition } from '../../../query/language/ast.ts';
import { parseQuery } from '../../../query/language/parser.ts';
import { QuerySyntaxError } from '../../../query/language/syntax-error.ts';

/** The members that a query's condition names, in their order. None for a text that is no query. */
export function queryPaths(text: string): readonly (readonly string[])[] {
  try {
    const { where } = parseQuery(text);
    return where === undefined ? [] : [...pathsIn(where)];
  } catch (error) {
    if (error instanceof QuerySyntaxError) return [];
    throw error;
  }
}

function* pathsIn(condition: Condition): Generator<readonly string[], void> {
  switch (condition.kind) {
    case 'path':
      yield condition.segments.map(({ name }) => name);
      return;
    case 'constant':
    case 'array':
      return;
    case 'not':
    case 'negate':
      yield* pathsIn(condition.operand);
      return;
    case 'in':
      yield* pathsIn(condition.left);
      return;
    case 'call':
      for (const argument of condition.arguments) yield* pathsIn(argument);
      return;
    case 'and':
    case 'or':
    case 'comparison':
    case 'arithmetic':
      yield* pathsIn(condition.left);
      yield* pathsIn(condition.right);
  }
}
