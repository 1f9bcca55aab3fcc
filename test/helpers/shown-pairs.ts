import type { Json } from '../../src/lib/json.ts';

/** `"key":"value"` on a line, both whole. */
const pair = /"((?:[^"\\]|\\.)*)": ?"((?:[^"\\]|\\.)*)"/g;

/** The pairs of key and text that JSON on a screen shows, as they decode. */
export function shownPairs(lines: readonly string[]): readonly (readonly [string, Json])[] {
  return lines.flatMap(line =>
    [...line.matchAll(pair)].map(([, key, value]) => [decoded(key!), decoded(value!)] as const),
  );
}

/** What stands between the quotes of JSON. */
export function decoded(text: string): string {
  return JSON.parse(`"${text}"`) as string;
}
