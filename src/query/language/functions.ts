import type { AggregateName, FunctionName } from './ast.ts';

export type ParameterType =
  /** A member, not a value. */
  | 'path'
  /** A member or a constant in quotes. */
  | 'text'
  | 'any';

export type Parameter = { readonly name: string; readonly type: ParameterType };

export type FunctionDescription<Name extends string = FunctionName> = {
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly doc: string;
  readonly example: string;
};

const member: Parameter = { name: 'member', type: 'path' };

function test(name: FunctionName, doc: string): FunctionDescription {
  return { name, parameters: [member], doc, example: `${name}(properties.reported.fw)` };
}

/** What twins offer, and nothing that only message routing does. hub-reference 5.5 */
export const functions: readonly FunctionDescription[] = [
  test('IS_DEFINED', 'true if the member exists, be it null or an object'),
  {
    name: 'STARTSWITH',
    parameters: [
      { name: 'text', type: 'text' },
      { name: 'start', type: 'text' },
    ],
    doc: 'true if the text begins so; case matters',
    example: "STARTSWITH(deviceId, 'pump-')",
  },
  {
    name: 'ENDSWITH',
    parameters: [
      { name: 'text', type: 'text' },
      { name: 'end', type: 'text' },
    ],
    doc: 'true if the text ends so; case matters',
    example: "ENDSWITH(tags.site, '-east')",
  },
  {
    name: 'ARRAY_CONTAINS',
    parameters: [
      { name: 'array', type: 'path' },
      { name: 'value', type: 'any' },
    ],
    doc: 'true if an element equals the value',
    example: "ARRAY_CONTAINS(parentScopes, 'ms-azure-iot-edge://edge-1')",
  },
  test('IS_NULL', 'true if the member holds null; a missing one does not'),
  test('IS_BOOL', 'true if the member is true or false'),
  test('IS_NUMBER', 'true if the member is a number'),
  test('IS_STRING', 'true if the member is a text'),
  test('IS_OBJECT', 'true if the member is an object'),
  test('IS_PRIMITIVE', 'true if the member is a text, a number, true, false or null'),
];

export const aggregates: readonly FunctionDescription<AggregateName>[] = [
  { name: 'COUNT', parameters: [], doc: 'how many rows', example: 'COUNT() AS n' },
  { name: 'AVG', parameters: [member], doc: 'mean of the numbers', example: 'AVG(properties.reported.load)' },
  { name: 'SUM', parameters: [member], doc: 'sum of the numbers', example: 'SUM(properties.reported.load)' },
  { name: 'MIN', parameters: [member], doc: 'least of the numbers', example: 'MIN(properties.reported.load)' },
  { name: 'MAX', parameters: [member], doc: 'greatest of the numbers', example: 'MAX(properties.reported.load)' },
];

export function findFunction(word: string): FunctionDescription | undefined {
  const upper = word.toUpperCase();
  return functions.find(each => each.name === upper);
}

export function findAggregate(word: string): FunctionDescription<AggregateName> | undefined {
  const upper = word.toUpperCase();
  return aggregates.find(each => each.name === upper);
}

/** `STARTSWITH(text, start)`. */
export function signature({ name, parameters }: FunctionDescription<string>): string {
  return `${name}(${parameters.map(parameter => parameter.name).join(', ')})`;
}
