/**
 * A function's text while it is written. Values of the query never become text: they are passed in and get names made
 * here, so nothing a query says can change what the text does.
 */
export class Code {
  /** What the function is given, in the order of the names `x0`, `x1`, … */
  readonly inputs: unknown[] = [];
  /** Runs once per call. */
  readonly preamble: string[] = [];
  /** Runs once per row. */
  statements: string[] = [];
  #names = 0;

  input(value: unknown): string {
    return `x${this.inputs.push(value) - 1}`;
  }

  /** A constant in the preamble. */
  once(expression: string): string {
    const name = this.#name();
    this.preamble.push(`const ${name} = ${expression};`);
    return name;
  }

  /** A constant computed where the row's statements have got to. */
  perRow(expression: string): string {
    const name = this.#name();
    this.statements.push(`const ${name} = ${expression};`);
    return name;
  }

  #name(): string {
    return `v${this.#names++}`;
  }

  /** The texts of functions repeat while their inputs differ, so V8's work on a text is used again. */
  compile<T>(parameters: string, body: string): T {
    const names = this.inputs.map((_, index) => `x${index}`).join(', ');
    const text = `'use strict'; const [${names}] = inputs; return function (${parameters}) {\n${body}\n};`;
    return factory(text)(this.inputs) as T;
  }
}

type Factory = (inputs: readonly unknown[]) => unknown;
const factories = new Map<string, Factory>();
const maximalFactories = 256;

function factory(text: string): Factory {
  const known = factories.get(text);
  if (known !== undefined) return known;
  if (factories.size >= maximalFactories) factories.delete(factories.keys().next().value!);
  const created = new Function('inputs', text) as Factory;
  factories.set(text, created);
  return created;
}
