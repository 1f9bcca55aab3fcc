import type { Json } from '../../lib/json.ts';
import type { Code } from '../compile/code.ts';
import { compileValueTest } from '../compile/compile-value-test.ts';
import type { PathAccess } from '../compile/condition-code.ts';
import { namesOf, pathKey } from '../compile/paths.ts';
import type { Condition, Path } from '../language/ast.ts';
import type { Column } from './column.ts';
import type { PathSlots } from './path-slots.ts';
import type { RowReader } from './row-source.ts';
import type { RowTable } from './row-table.ts';
import { TruthTable } from './truth-table.ts';
import { fixedCode, tag } from './value-store.ts';

/** The ways to a member, best first. */
export type PathWay =
  | { readonly way: 'column'; readonly column: Column }
  | { readonly way: 'rows'; readonly slots: PathSlots }
  | { readonly way: 'reader'; readonly reader: RowReader };

/** Writes the code that reads members of row `i` of a block. */
export class RowAccess implements PathAccess {
  readonly #code: Code;
  readonly #table: RowTable;
  readonly #ways: ReadonlyMap<string, PathWay>;
  readonly #sole: ReadonlyMap<Condition, string>;
  readonly #ids = new Map<string, string>();
  readonly #codes = new Map<string, string>();
  readonly #values = new Map<string, string>();
  #store: string | undefined;

  constructor(code: Code, table: RowTable, ways: ReadonlyMap<string, PathWay>, sole: ReadonlyMap<Condition, string>) {
    this.#code = code;
    this.#table = table;
    this.#ways = ways;
    this.#sole = sole;
  }

  value(path: Path): string {
    const key = keyOf(path);
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const name = this.#value(key, this.#ways.get(key)!);
    this.#values.set(key, name);
    return name;
  }

  equals(path: Path, constant: Json): string | undefined {
    const key = keyOf(path);
    const way = this.#ways.get(key)!;
    if (way.way === 'column') {
      const id = this.#code.once(`${this.#code.input(way.column)}.idOf(${this.#code.input(constant)})`);
      return `${this.#id(key, way.column)} === ${id}`;
    }
    return way.way === 'rows' ? this.#codeEquals(this.#codeOf(key, way.slots), constant) : undefined;
  }

  isDefined(path: Path): string | undefined {
    const key = keyOf(path);
    const way = this.#ways.get(key)!;
    return way.way === 'rows' ? `${this.#codeOf(key, way.slots)} !== ${fixedCode.absent}` : undefined;
  }

  table(condition: Condition): string | undefined {
    const key = this.#sole.get(condition);
    const way = key === undefined ? undefined : this.#ways.get(key);
    if (key === undefined || way?.way !== 'column' || isEquality(condition)) return undefined;
    const table = new TruthTable(way.column, compileValueTest(condition));
    const bits = this.#code.once(`${this.#code.input(table.bits)}()`);
    return `${bits}[${this.#id(key, way.column)}]`;
  }

  #value(key: string, way: PathWay): string {
    switch (way.way) {
      case 'column': {
        const values = this.#code.input(way.column.values);
        return this.#code.perRow(`${values}[${this.#id(key, way.column)}]`);
      }
      case 'rows':
        return this.#decoded(this.#codeOf(key, way.slots));
      case 'reader':
        return this.#code.perRow(`${this.#code.input(way.reader.read)}(first + i)`);
    }
  }

  /** The value's number in its column. */
  #id(key: string, column: Column): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const ids = this.#code.once(`${this.#code.input(column)}.block(blockIndex)`);
    const expression = `${ids}[i]`;
    this.#ids.set(key, expression);
    return expression;
  }

  /** The value's code in the row. */
  #codeOf(key: string, slots: PathSlots): string {
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#code;
    const table = code.once(`${code.input(slots)}.table()`);
    const resolve = code.input(slots.resolve);
    const at = code.perRow(`${table}[shape] === -3 ? ${resolve}(shape) : ${table}[shape]`);
    const name = code.perRow(`${at} >= 0 ? codes[starts[i] + ${at}] : ${at} === -2 ? ${fixedCode.object} : 0`);
    this.#codes.set(key, name);
    return name;
  }

  #decoded(name: string): string {
    const store = this.#storeName();
    const index = `${name} >>> 2`;
    return this.#code.perRow(
      `(${name} & 3) === ${tag.shared} ? ${store}.shared[${index}] : (${name} & 3) === ${tag.integer} ? ${name} >> 2 : ` +
        `(${name} & 3) === ${tag.double} ? ${store}.doubles[${index}] : ${store}.own[${index}]`,
    );
  }

  #codeEquals(name: string, constant: Json): string {
    const store = this.#storeName();
    const value = this.#code.input(constant);
    const code = this.#code.once(`${store}.peek(${value})`);
    if (typeof constant === 'string') {
      return `(${name} === ${code} || (${name} & 3) === ${tag.own} && ${store}.own[${name} >>> 2] === ${value})`;
    }
    if (typeof constant !== 'number' || this.#table.values.peek(constant) !== -1) return `${name} === ${code}`;
    return `((${name} & 3) === ${tag.double} && ${store}.doubles[${name} >>> 2] === ${value})`;
  }

  #storeName(): string {
    this.#store ??= this.#code.input(this.#table.values);
    return this.#store;
  }
}

function keyOf(path: Path): string {
  return pathKey(namesOf(path));
}

/** These compare value numbers, which is faster than a table. */
function isEquality(condition: Condition): boolean {
  if (condition.kind !== 'comparison' || condition.operator !== '=') return condition.kind === 'path';
  return condition.left.kind === 'constant' || condition.right.kind === 'constant'
    ? condition.left.kind === 'path' || condition.right.kind === 'path'
    : false;
}
