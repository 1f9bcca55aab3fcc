import type { Json, JsonObject } from '../../../src/lib/json.ts';
import type { Condition, Constant, Path, Query, SelectItem } from '../../../src/query/language/ast.ts';

/** A small generator of random numbers: the same seed gives the same queries and twins. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const span = { start: 0, end: 0 };
const names = ['a', 'b', 'c', 'Mode', 'mode', 'MODE', '__proto__', 'constructor', 'x/y', '1'];
const scalars: readonly Json[] = [
  'red',
  'green',
  'Red',
  '',
  're',
  'x\u0000\u2028`\u0024{1}\\',
  '5',
  0,
  1,
  5,
  -7,
  2.5,
  5e9,
  -0.25,
  2 ** 51,
  true,
  false,
];

export function randomObject(random: Random, depth = 0): JsonObject {
  const object: { [key: string]: Json } = Object.create(null);
  for (let count = random.below(6); count > 0; count--) object[random.pick(names)] = randomValue(random, depth);
  return object;
}

function randomValue(random: Random, depth: number): Json {
  const roll = random.next();
  if (roll < 0.3 && depth < 3) return randomObject(random, depth + 1);
  if (roll < 0.36) return [random.pick(scalars), random.pick(scalars)];
  if (roll < 0.42) return `unique-${random.below(1e9)}`;
  return random.pick(scalars);
}

export function path(...segments: readonly string[]): Path {
  return { kind: 'path', span, segments: segments.map(name => ({ name, bracketed: false, span })) };
}

export function constant(value: Constant['value']): Constant {
  return { kind: 'constant', span, value };
}

function randomPath(random: Random): Path {
  const root = random.pick([
    ['tags'],
    ['properties', 'desired'],
    ['properties', 'reported'],
    ['status'],
    ['deviceId'],
    ['lastActivityTime'],
    ['properties', 'desired', '$version'],
    ['properties', 'reported', '$metadata'],
    ['tags'],
    ['properties', 'reported'],
  ]);
  const deeper = Array.from({ length: random.below(4) }, () => random.pick(names));
  return path(...root, ...deeper);
}

function randomConstant(random: Random): Constant {
  const roll = random.next();
  if (roll < 0.05) return constant(undefined);
  return constant(roll < 0.1 ? null : (random.pick(scalars) as string | number | boolean));
}

function randomOperand(random: Random, depth: number): Condition {
  const roll = random.next();
  if (roll < 0.55) return randomPath(random);
  if (roll < 0.8 || depth > 4) return randomConstant(random);
  if (roll < 0.9) {
    const operator = random.pick(['+', '-', '*', '/', '%'] as const);
    const [left, right] = [randomOperand(random, depth + 1), randomOperand(random, depth + 1)];
    return { kind: 'arithmetic', span, operator, left, right };
  }
  return roll < 0.93
    ? { kind: 'negate', span, operand: randomOperand(random, depth + 1) }
    : randomCondition(random, depth + 1);
}

export function randomCondition(random: Random, depth = 0): Condition {
  const roll = random.next();
  if (depth < 4 && roll < 0.4) {
    const [left, right] = [randomCondition(random, depth + 1), randomCondition(random, depth + 1)];
    return { kind: random.pick(['and', 'or'] as const), span, left, right };
  }
  if (depth < 5 && roll < 0.5) return { kind: 'not', span, operand: randomCondition(random, depth + 1) };
  if (roll < 0.72) {
    const operator = random.pick(['=', '=', '!=', '<', '<=', '>', '>='] as const);
    const [left, right] = [randomOperand(random, depth), randomOperand(random, depth)];
    return { kind: 'comparison', span, operator, left, right };
  }
  if (roll < 0.8) {
    const items = Array.from({ length: random.below(4) }, () => randomConstant(random));
    return {
      kind: 'in',
      span,
      negated: random.next() < 0.4,
      left: randomOperand(random, depth),
      list: { kind: 'array', span, items },
    };
  }
  if (roll < 0.97) return randomCall(random, depth);
  return randomOperand(random, depth);
}

function randomCall(random: Random, depth: number): Condition {
  const name = random.pick([
    'IS_DEFINED',
    'IS_DEFINED',
    'IS_NULL',
    'IS_BOOL',
    'IS_NUMBER',
    'IS_STRING',
    'IS_OBJECT',
    'IS_PRIMITIVE',
    'STARTSWITH',
    'ENDSWITH',
    'ARRAY_CONTAINS',
  ] as const);
  const isBinary = ['STARTSWITH', 'ENDSWITH', 'ARRAY_CONTAINS'].includes(name);
  const first = randomPath(random);
  return { kind: 'call', span, name, arguments: isBinary ? [first, randomOperand(random, depth)] : [first] };
}

export function randomQuery(random: Random): Query {
  const where = random.next() < 0.9 ? randomCondition(random) : undefined;
  const base = {
    kind: 'query',
    span,
    from: 'devices',
    where,
    top: random.next() < 0.2 ? random.below(20) + 1 : undefined,
  } as const;
  const roll = random.next();
  if (roll < 0.5) return { ...base, select: { kind: 'all', span }, groupBy: [] };
  if (roll < 0.65) {
    const items = Array.from({ length: 1 + random.below(3) }, () => item(randomPath(random), random));
    return { ...base, select: { kind: 'items', span, items }, groupBy: [] };
  }
  // TOP over groups would depend on the order of groups, which is unspecified.
  const groupBy = roll < 0.75 ? [] : Array.from({ length: 1 + random.below(2) }, () => randomPath(random));
  const aggregates = Array.from({ length: 1 + random.below(2) }, () => randomAggregate(random));
  const items = [...groupBy.map(by => item(by, random)), ...aggregates];
  return { ...base, top: undefined, select: { kind: 'items', span, items }, groupBy };
}

function item(value: Path, random: Random): SelectItem {
  return { kind: 'item', span, value, alias: random.next() < 0.5 ? random.pick(['n', '__proto__', 'key']) : undefined };
}

function randomAggregate(random: Random): SelectItem {
  const name = random.pick(['COUNT', 'AVG', 'SUM', 'MIN', 'MAX'] as const);
  const value = { kind: 'aggregate', span, name, path: name === 'COUNT' ? undefined : randomPath(random) } as const;
  return { kind: 'item', span, value, alias: random.next() < 0.5 ? 'total' : undefined };
}
