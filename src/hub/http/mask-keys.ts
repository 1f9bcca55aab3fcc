import { isObject, type Json } from '../../lib/json.ts';

/** As they are called where they belong, and where they are put by mistake. */
const names = /^(?:(?:primary|secondary|symmetric|sharedAccess)?Key)$/i;
/** A key however it is written: in JSON, in a text inside of JSON, as Python prints it, without quotes, or cut off. */
const written =
  /((?:primary|secondary)Key\\*["']?\s*[:=]\s*)(?!null\b)("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\+["'][^"'\\]*|[^\s,}\]]+)/gi;
/** Most bodies hold none, and this is found out sooner. */
const hint = /(?:primary|secondary)Key/i;

/** A text without the keys that its names tell. */
export function maskWrittenKeys(text: string): string {
  return hint.test(text) ? text.replace(written, '$1"***"') : text;
}

/**
 * JSON without what is called a key, or nothing when it is no JSON: nobody can tell then where a key begins and ends.
 * JSON without keys stays as it was written.
 */
export function maskSentKeys(text: string): string | undefined {
  try {
    let found = false;
    const masked = JSON.stringify(JSON.parse(text) as Json, (name, value: Json) => {
      if (!names.test(name) || value === null || isObject(value)) return value;
      found = true;
      return '***';
    });
    return maskWrittenKeys(found ? masked : text);
  } catch {
    // No JSON, or nested deeper than the stack reaches.
    return undefined;
  }
}
