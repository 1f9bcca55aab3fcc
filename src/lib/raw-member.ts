/**
 * The text of a member's value as it is written, where a JSON text holds an object that has the member; of several with
 * one name it is the last, as for `JSON.parse`. What is passed on so keeps its numbers: those of 64 bits do not fit in
 * JavaScript's. The text must be valid JSON.
 */
export function rawMember(text: string, name: string): string | undefined {
  let found: string | undefined;
  let at = afterSpace(text, 0);
  if (text[at] !== '{') return undefined;
  // Behind a value the next quote begins a key; there is none behind the last value.
  for (at = afterSpace(text, at + 1); text[at] === '"'; ) {
    const keyEnd = endOfString(text, at);
    const start = afterSpace(text, text.indexOf(':', keyEnd) + 1);
    const end = endOfValue(text, start);
    if (JSON.parse(text.slice(at, keyEnd)) === name) found = text.slice(start, end);
    at = text.indexOf('"', end);
  }
  return found;
}

const space = ' \t\n\r';

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && space.includes(text[at]!)) at++;
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '{' || character === '[') depth++;
    else if (character === '"') at = endOfString(text, at) - 1;
    else if (depth > 0) {
      if (character === '}' || character === ']') depth--;
    } else if (character === ',' || character === '}' || space.includes(character)) return at;
    else continue;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
