import type { Json, JsonObject } from '../../../src/lib/json.ts';
import type { Aggregate, Condition, Path, Query } from '../../../src/query/language/ast.ts';

/**
 * The semantics of hub-reference 5.4 and 5.6 once more, as plainly as can be and sharing nothing with the engine: an
 * interpreter over whole documents with a value for "undefined".
 */
type Value = Json | undefined;

export function naiveSelect(query: Query, documents: readonly JsonObject[]): JsonObject[] {
  const rows = documents.filter(document => query.where === undefined || evaluate(query.where, document) === true);
  const { select } = query;
  if (select.kind === 'all') return rows.slice(0, query.top);
  const isAggregate = query.groupBy.length > 0 || select.items.some(item => item.value.kind === 'aggregate');
  const groups = isAggregate ? groupsOf(rows, query.groupBy) : rows.map(row => [row]);
  return groups.slice(0, query.top).map(group => {
    let unnamed = 0;
    const result: { [key: string]: Json } = Object.create(null);
    for (const { value, alias } of select.items) {
      const key = alias ?? (value.kind === 'path' ? value.segments.at(-1)!.name : `$${++unnamed}`);
      const cell = value.kind === 'aggregate' ? aggregate(value, group) : cellOf(value, group[0]!, isAggregate);
      if (cell === undefined) delete result[key];
      else result[key] = cell;
    }
    return result;
  });
}

function cellOf(path: Path, row: JsonObject, isGroup: boolean): Value {
  const value = member(path, row);
  return isGroup && typeof value === 'object' && value !== null ? undefined : value;
}

function groupsOf(rows: JsonObject[], by: readonly Path[]): JsonObject[][] {
  if (by.length === 0) return [rows];
  const groups = new Map<string, JsonObject[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map(path => [cellOf(path, row, true)]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function aggregate({ name, path }: Aggregate, rows: readonly JsonObject[]): Value {
  if (path === undefined) return rows.length;
  const numbers = rows.map(row => member(path, row)).filter(value => typeof value === 'number');
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (name === 'SUM') return sum;
  if (numbers.length === 0) return undefined;
  if (name === 'AVG') return sum / numbers.length;
  return name === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}

export function evaluate(node: Condition, row: JsonObject): Value {
  switch (node.kind) {
    case 'path':
      return member(node, row);
    case 'constant':
      return node.value;
    case 'array':
      return node.items.map(item => evaluate(item, row) as Json);
    case 'and':
      return and(truthOf(evaluate(node.left, row)), truthOf(evaluate(node.right, row)));
    case 'or': {
      const both = and(not(truthOf(evaluate(node.left, row))), not(truthOf(evaluate(node.right, row))));
      return not(both);
    }
    case 'not':
      return not(truthOf(evaluate(node.operand, row)));
    case 'negate': {
      const value = evaluate(node.operand, row);
      return typeof value === 'number' ? -value : undefined;
    }
    case 'arithmetic':
      return arithmetic(node.operator, evaluate(node.left, row), evaluate(node.right, row));
    case 'comparison':
      return compare(node.operator, evaluate(node.left, row), evaluate(node.right, row));
    case 'in': {
      const value = evaluate(node.left, row);
      if (!isPrimitive(value)) return undefined;
      const isIn = node.list.items.some(item => item.kind === 'constant' && item.value === value);
      return isIn !== node.negated;
    }
    case 'call':
      return call(
        node.name,
        node.arguments.map(argument => evaluate(argument, row)),
      );
  }
}

function truthOf(value: Value): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function and(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function isPrimitive(value: Value): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function arithmetic(operator: string, a: Value, b: Value): Value {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

function compare(operator: string, a: Value, b: Value): boolean | undefined {
  if (!isPrimitive(a) || !isPrimitive(b)) return undefined;
  const typeOf = (value: Value) => (value === null ? 'null' : typeof value);
  if (typeOf(a) !== typeOf(b)) return undefined;
  if (operator === '=') return a === b;
  if (operator === '!=') return a !== b;
  if (typeof a !== 'string' && typeof a !== 'number') return undefined;
  const [x, y] = [a as number, b as number];
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  return operator === '>' ? x > y : x >= y;
}

function call(name: string, [a, b]: readonly Value[]): boolean | undefined {
  if (name === 'IS_DEFINED') return a !== undefined;
  if (name === 'IS_NULL') return a === null;
  if (name === 'IS_BOOL') return typeof a === 'boolean';
  if (name === 'IS_NUMBER') return typeof a === 'number';
  if (name === 'IS_STRING') return typeof a === 'string';
  if (name === 'IS_OBJECT') return typeof a === 'object' && a !== null && !Array.isArray(a);
  if (name === 'IS_PRIMITIVE') return isPrimitive(a);
  if (name === 'ARRAY_CONTAINS') return Array.isArray(a) && isPrimitive(b) ? a.some(item => item === b) : undefined;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return name === 'STARTSWITH' ? a.indexOf(b) === 0 : b === '' || a.slice(-b.length) === b;
}

function member(path: Path, row: JsonObject): Value {
  let value: Value = row;
  for (const { name } of path.segments) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries: [string, Json][] = Object.entries(value);
    const found =
      entries.find(([key]) => key === name) ?? entries.find(([key]) => key.toLowerCase() === name.toLowerCase());
    if (found === undefined) return undefined;
    value = found[1];
  }
  return value;
}
