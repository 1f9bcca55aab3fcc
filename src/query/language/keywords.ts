/** The words that make up a query, in the order in which a query needs them. */
const keywords: readonly string[] = [
  'SELECT',
  'TOP',
  'AS',
  'FROM',
  'WHERE',
  'AND',
  'OR',
  'NOT',
  'IN',
  'NIN',
  'GROUP',
  'BY',
];

export const constantWords = ['true', 'false', 'null', 'undefined'] as const;

export const constantValues: ReadonlyMap<string, boolean | null | undefined> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
  ['UNDEFINED', undefined],
]);

/**
 * Words that need `[[…]]` as a part of a path, in any case. `group` is observed, the others are assumed. hub-reference
 * 5.2
 */
const reserved: ReadonlySet<string> = new Set([
  ...keywords,
  ...constantValues.keys(),
  ...['ORDER', 'ASC', 'DESC', 'ALL', 'COUNT', 'AVG', 'SUM', 'MIN', 'MAX'],
]);

export function isReserved(word: string): boolean {
  return reserved.has(word.toUpperCase());
}

export function isKeyword(word: string): boolean {
  return keywords.includes(word.toUpperCase());
}
