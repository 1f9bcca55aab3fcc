/** Functions people know from message routing or SQL, by their name in capitals. hub-reference 5.5 */
type ForeignFunction = {
  readonly from: string;
  /** What twins call it. */
  readonly rename?: string;
  readonly hint?: string;
};

const routing = 'message routing';
const noCase = 'Compare with the value in the case in which it is stored, or with IN and several of them';
const noArithmetic = 'Comparisons may use + - * / and %';

export const foreignFunctions: ReadonlyMap<string, ForeignFunction> = new Map<string, ForeignFunction>([
  ['STARTS_WITH', { from: routing, rename: 'STARTSWITH' }],
  ['ENDS_WITH', { from: routing, rename: 'ENDSWITH' }],
  ['CONTAINS', { from: routing, hint: 'Use STARTSWITH or ENDSWITH, or ARRAY_CONTAINS for an element of an array' }],
  ['LOWER', { from: routing, hint: noCase }],
  ['UPPER', { from: routing, hint: noCase }],
  ['LENGTH', { from: routing }],
  ['SUBSTRING', { from: routing, hint: 'Use STARTSWITH or ENDSWITH' }],
  ['INDEX_OF', { from: routing, hint: 'Use STARTSWITH or ENDSWITH' }],
  ['CONCAT', { from: routing }],
  ['IS_ARRAY', { from: routing, hint: 'Use ARRAY_CONTAINS to look into an array' }],
  ...['ABS', 'EXP', 'POWER', 'SQUARE', 'CEILING', 'FLOOR', 'SIGN', 'SQRT'].map((name): [string, ForeignFunction] => [
    name,
    { from: routing, hint: noArithmetic },
  ]),
  ['AS_NUMBER', { from: routing, hint: 'Write the constant without quotes to compare numbers' }],
  ['TWIN_CHANGE_INCLUDES', { from: 'routes of twin changes' }],
  ['HAS_INTERFACE', { from: 'a preview that has ended', hint: "Use modelId = 'dtmi:…'" }],
  ['EXISTS', { from: 'SQL', rename: 'IS_DEFINED' }],
  ['ISNULL', { from: 'SQL', rename: 'IS_NULL' }],
  ['IS_BOOLEAN', { from: 'SQL', rename: 'IS_BOOL' }],
]);
