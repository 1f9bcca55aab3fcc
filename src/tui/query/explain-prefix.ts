const prefix = /^\s*explain(?=\s|$)/i;

/** `EXPLAIN SELECT …` is no query: it asks the local hub how it would answer one, and never goes further. */
export function isExplain(text: string): boolean {
  return prefix.test(text);
}

/** The query behind EXPLAIN at the same offsets, so that errors, colours and completion need not know of it. */
export function withoutExplain(text: string): string {
  return text.replace(prefix, found => found.replace(/\S/g, ' '));
}
