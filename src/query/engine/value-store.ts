import type { Json } from '../../lib/json.ts';

/**
 * What a row holds for one path, in 32 bits. The low two bits say where the value is: shared with other rows, in the
 * code itself, among the doubles, or kept for this row alone. Equal strings have equal codes only while both are
 * shared; booleans, null and small integers always do.
 */
export type ValueCode = number;

export const tag = { shared: 0, integer: 1, double: 2, own: 3 } as const;

/** Codes that are the same in every store. `object` stands for any object: its members have paths of their own. */
export const fixedCode = { absent: 0, null: 4, true: 8, false: 12, object: 16 } as const;

/** Stands for an object's value: no primitive, no array. */
export const someObject: Json = Object.freeze({});

const fixedValues: readonly (Json | undefined)[] = [undefined, null, true, false, someObject];

/** The scalars and arrays of a table's rows, each string once where strings repeat. */
export class ValueStore {
  /** Read by generated code, by index; the array stays the same one. */
  readonly shared: (Json | undefined)[] = [...fixedValues];
  readonly own: (Json | undefined)[] = [];
  doubles = new Float64Array(64);
  readonly #codes = new Map<string, ValueCode>();
  readonly #freeShared: number[] = [];
  readonly #freeOwn: number[] = [];
  readonly #freeDoubles: number[] = [];
  #uses = new Uint32Array(64);
  #doubleCount = 0;

  /** The code of a string, an integer or a constant as far as codes are canonical; -1 when no row can have it. */
  peek(value: Json | undefined): ValueCode {
    if (typeof value === 'string') return this.#codes.get(value) ?? -1;
    if (typeof value === 'number') return isSmall(value) ? (value << 2) | tag.integer : -1;
    if (value === null) return fixedCode.null;
    if (typeof value === 'boolean') return value ? fixedCode.true : fixedCode.false;
    return value === undefined ? fixedCode.absent : -1;
  }

  /** Takes a scalar or an array. With `repeats` false a string is not looked for among the shared ones. */
  encode(value: Json, repeats: boolean): ValueCode {
    if (typeof value === 'string') return repeats ? this.#share(value) : this.#keep(value);
    if (typeof value === 'number') return isSmall(value) ? (value << 2) | tag.integer : this.#keepDouble(value);
    if (value === null) return fixedCode.null;
    if (typeof value === 'boolean') return value ? fixedCode.true : fixedCode.false;
    return this.#keep(value);
  }

  decode(code: ValueCode): Json | undefined {
    const index = code >>> 2;
    switch (code & 3) {
      case tag.shared:
        return this.shared[index];
      case tag.integer:
        return code >> 2;
      case tag.double:
        return this.doubles[index];
      default:
        return this.own[index];
    }
  }

  /** Every code that `encode` returned is released once. */
  release(code: ValueCode): void {
    const index = code >>> 2;
    switch (code & 3) {
      case tag.shared:
        if (index >= fixedValues.length && --this.#uses[index]! === 0) this.#forget(index);
        return;
      case tag.double:
        this.#freeDoubles.push(index);
        return;
      case tag.own:
        this.own[index] = undefined;
        this.#freeOwn.push(index);
    }
  }

  /** Distinct strings held once for all rows. */
  get sharedCount(): number {
    return this.#codes.size;
  }

  #share(text: string): ValueCode {
    const known = this.#codes.get(text);
    if (known !== undefined) {
      this.#uses[known >>> 2]!++;
      return known;
    }
    const index = this.#freeShared.pop() ?? this.shared.length;
    this.shared[index] = text;
    if (index >= this.#uses.length) this.#uses = grown(this.#uses, Uint32Array);
    this.#uses[index] = 1;
    this.#codes.set(text, index << 2);
    return index << 2;
  }

  #forget(index: number): void {
    this.#codes.delete(this.shared[index] as string);
    this.shared[index] = undefined;
    this.#freeShared.push(index);
  }

  #keep(value: Json): ValueCode {
    const index = this.#freeOwn.pop() ?? this.own.length;
    this.own[index] = value;
    return (index << 2) | tag.own;
  }

  #keepDouble(value: number): ValueCode {
    const index = this.#freeDoubles.pop() ?? this.#doubleCount++;
    if (index >= this.doubles.length) this.doubles = grown(this.doubles, Float64Array);
    this.doubles[index] = value;
    return (index << 2) | tag.double;
  }
}

/** Fits beside the tag: 30 bits with sign. */
function isSmall(value: number): boolean {
  return (value << 2) >> 2 === value;
}

function grown<T extends Uint32Array | Float64Array>(array: T, type: new (length: number) => T): T {
  const next = new type(Math.ceil(array.length * 1.5));
  next.set(array);
  return next;
}
