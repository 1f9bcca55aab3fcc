import type { ValueTest } from '../compile/compile-value-test.ts';
import type { Column } from './column.ts';

/** The truth of a condition for each value of a column: it is evaluated once per distinct value, not once per row. */
export class TruthTable {
  readonly #column: Column;
  readonly #test: ValueTest;
  #bits = new Uint8Array(256);
  #seen = 0;

  constructor(column: Column, test: ValueTest) {
    this.#column = column;
    this.#test = test;
  }

  /** Bit 1 true, bit 2 false, by value number; up to date. */
  readonly bits = (): Uint8Array => {
    const { assigned, forgotten, values } = this.#column;
    const length = forgotten + assigned.length;
    if (this.#seen === length) return this.#bits;
    if (values.length > this.#bits.length) {
      const next = new Uint8Array(values.length * 2);
      next.set(this.#bits);
      this.#bits = next;
    }
    if (this.#seen < forgotten) for (const id of values.keys()) this.#bits[id] = this.#test(values[id]);
    else for (let at = this.#seen; at < length; at++) this.#evaluate(assigned[at - forgotten]!);
    this.#seen = length;
    return this.#bits;
  };

  #evaluate(id: number): void {
    this.#bits[id] = this.#test(this.#column.values[id]);
  }
}
