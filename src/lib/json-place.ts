/** Where a member stands in a text, as UTF-16 offsets. */
export type JsonPlace = { readonly key: number; readonly value: number };

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where valid JSON has the member at the path, array elements by their index; of keys written twice the last, as
 * parsers have it.
 */
export function jsonPlace(text: string, path: readonly string[]): JsonPlace | undefined {
  return new Walk(text, path).found();
}

class Walk {
  readonly #tokens: readonly RegExpExecArray[];
  readonly #path: readonly string[];
  #at = 0;
  #found: JsonPlace | undefined;

  constructor(text: string, path: readonly string[]) {
    this.#tokens = [...text.matchAll(token)];
    this.#path = path;
  }

  found(): JsonPlace | undefined {
    this.#value(0, this.#offset);
    return this.#found;
  }

  get #offset(): number {
    return this.#tokens[this.#at]?.index ?? 0;
  }

  #take(): string {
    return this.#tokens[this.#at++]?.[0] ?? '';
  }

  /** `matched`: how much of the path leads here; undefined when it leads elsewhere. */
  #value(matched: number | undefined, key: number): void {
    if (matched === this.#path.length) this.#found = { key, value: this.#offset };
    const opening = this.#take();
    if (opening !== '{' && opening !== '[') return;
    const close = opening === '{' ? '}' : ']';
    for (let index = 0; this.#at < this.#tokens.length; index++) {
      if (this.#tokens[this.#at]![0] === close) break;
      const at = this.#offset;
      const name = opening === '{' ? (JSON.parse(this.#take()) as string) : String(index);
      if (opening === '{') this.#take();
      this.#value(matched !== undefined && name === this.#path[matched] ? matched + 1 : undefined, at);
      if (this.#tokens[this.#at]?.[0] === ',') this.#take();
    }
    this.#take();
  }
}
