import { assertNever } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { Condition, Constant, Path } from '../language/ast.ts';
import { callCode } from './call-code.ts';
import type { Code } from './code.ts';
import { comparisonCode } from './comparison-code.ts';
import {
  add,
  arrayContains,
  divide,
  endsWith,
  equal,
  isIn,
  isNotIn,
  isPlainObject,
  isPrimitive,
  less,
  lessOrEqual,
  multiply,
  negate,
  notEqual,
  notLess,
  notLessOrEqual,
  remainder,
  startsWith,
  subtract,
} from './runtime.ts';

const runtime = {
  equal,
  notEqual,
  less,
  notLess,
  lessOrEqual,
  notLessOrEqual,
  isPrimitive,
  isPlainObject,
  startsWith,
  endsWith,
  arrayContains,
  isIn,
  isNotIn,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  negate,
};

/** How generated code gets at a row's members. All but `value` are short cuts. */
export interface PathAccess {
  /** An expression of the member's value: `undefined` when it is missing, any object when it is one. */
  value(path: Path): string;
  /** Whether the member is this constant. */
  equals?(path: Path, constant: Json): string | undefined;
  isDefined?(path: Path): string | undefined;
  /** Truth of a condition over members whose distinct values are few: bit 1 true, bit 2 false. */
  table?(condition: Condition): string | undefined;
}

/**
 * Conditions as JavaScript expressions. The language's logic has three values; each condition is written twice, as "is
 * true" and "is false", and is undefined where neither holds. That keeps every expression boolean:
 * `is false (a AND b)` is `is false a || is false b`, and NOT swaps the two. hub-reference 5.4.
 */
export class ConditionCode {
  readonly #code: Code;
  readonly #access: PathAccess;
  readonly #values = new Map<Condition, string>();
  readonly #helpers = new Map<string, string>();

  constructor(code: Code, access: PathAccess) {
    this.#code = code;
    this.#access = access;
  }

  truth(condition: Condition): string {
    const table = this.#access.table?.(condition);
    if (table !== undefined) return `(${table} & 1) !== 0`;
    switch (condition.kind) {
      case 'and':
        return `(${this.truth(condition.left)} && ${this.truth(condition.right)})`;
      case 'or':
        return `(${this.truth(condition.left)} || ${this.truth(condition.right)})`;
      case 'not':
        return this.falsity(condition.operand);
      case 'path':
        return this.#access.equals?.(condition, true) ?? `${this.value(condition)} === true`;
      case 'comparison':
      case 'in':
      case 'call':
        return this.#test(condition, true);
      case 'constant':
        return String(condition.value === true);
      case 'array':
      case 'arithmetic':
      case 'negate':
        return 'false';
      default:
        return assertNever(condition);
    }
  }

  falsity(condition: Condition): string {
    const table = this.#access.table?.(condition);
    if (table !== undefined) return `(${table} & 2) !== 0`;
    switch (condition.kind) {
      case 'and':
        return `(${this.falsity(condition.left)} || ${this.falsity(condition.right)})`;
      case 'or':
        return `(${this.falsity(condition.left)} && ${this.falsity(condition.right)})`;
      case 'not':
        return this.truth(condition.operand);
      case 'path':
        return this.#access.equals?.(condition, false) ?? `${this.value(condition)} === false`;
      case 'comparison':
      case 'in':
      case 'call':
        return this.#test(condition, false);
      case 'constant':
        return String(condition.value === false);
      case 'array':
      case 'arithmetic':
      case 'negate':
        return 'false';
      default:
        return assertNever(condition);
    }
  }

  /** Computed at most once per row, or a query nested deep would make code of exponential size. */
  value(condition: Condition): string {
    const known = this.#values.get(condition);
    if (known !== undefined) return known;
    const name = this.#value(condition);
    this.#values.set(condition, name);
    return name;
  }

  helper(name: keyof typeof runtime): string {
    const known = this.#helpers.get(name);
    if (known !== undefined) return known;
    const input = this.#code.input(runtime[name]);
    this.#helpers.set(name, input);
    return input;
  }

  constant(value: unknown): string {
    return this.#code.input(value);
  }

  equals(path: Condition, constant: Constant): string | undefined {
    const { value } = constant;
    return path.kind === 'path' && value !== undefined ? this.#access.equals?.(path, value) : undefined;
  }

  isDefined(path: Condition): string | undefined {
    return path.kind === 'path' ? this.#access.isDefined?.(path) : undefined;
  }

  #test(condition: Extract<Condition, { kind: 'comparison' | 'in' | 'call' }>, wanted: boolean): string {
    if (condition.kind === 'comparison') return comparisonCode(this, condition, wanted);
    if (condition.kind === 'call') return callCode(this, condition, wanted);
    const list = new Set<Json>();
    for (const item of condition.list.items) {
      if (item.kind === 'constant' && item.value !== undefined) list.add(item.value);
    }
    const isIn = wanted !== condition.negated;
    return `${this.helper(isIn ? 'isIn' : 'isNotIn')}(${this.value(condition.left)}, ${this.constant(list)})`;
  }

  #value(condition: Condition): string {
    switch (condition.kind) {
      case 'path':
        return this.#access.value(condition);
      case 'constant':
        return this.constant(condition.value);
      case 'array':
        return this.constant(arrayOf(condition));
      case 'negate':
        return this.#code.perRow(`${this.helper('negate')}(${this.value(condition.operand)})`);
      case 'arithmetic': {
        const operation = this.helper(operations[condition.operator]);
        return this.#code.perRow(`${operation}(${this.value(condition.left)}, ${this.value(condition.right)})`);
      }
      default:
        return this.#code.perRow(`${this.truth(condition)} ? true : ${this.falsity(condition)} ? false : undefined`);
    }
  }
}

const operations = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '%': 'remainder' } as const;

function arrayOf(literal: Extract<Condition, { kind: 'array' }>): (Json | undefined)[] {
  return literal.items.map(item => (item.kind === 'array' ? (arrayOf(item) as Json) : item.value));
}
