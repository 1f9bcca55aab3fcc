import type { Key as InkKey } from 'ink';
import { splitGraphemes } from '../../lib/text.ts';

/** A key as the table names it: `a`, `space`, `up`, `ctrl+l`, `alt+enter`; `text` is what it types. */
export type Key = { readonly name: string; readonly text: string | undefined };

const named: readonly [keyof InkKey, string][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/**
 * One chunk of Ink's input as keys. Terminals, tmux and scripts send several keys at once, and Ink hands them on as one
 * event: `ls\r` is four keys, and a control character inside a chunk is a key, not text.
 */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  for (const [flag, name] of named) {
    if (key[flag]) return [{ name: withModifiers(name, key), text: undefined }];
  }
  if (key.ctrl && input.length === 1) return [{ name: input === 'j' ? 'ctrl+j' : `ctrl+${input}`, text: undefined }];
  if (key.meta && input !== '') return [{ name: input === '\r' ? 'alt+enter' : `alt+${input}`, text: undefined }];
  return splitGraphemes(input).flatMap(keyOfGrapheme);
}

/** Words on both sides of an end of line, and nothing that a key alone would send. */
const severalLines = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+$/;
const brokenText = /[^\r\n]{4,}[\r\n]+[^\r\n]{2,}/;

/**
 * Whether a chunk is a text of several lines that a terminal pasted without saying so: nobody types a word, Enter and
 * another word before the first of them is read.
 */
export function isPasted(input: string): boolean {
  return severalLines.test(input) && brokenText.test(input);
}

function withModifiers(name: string, key: InkKey): string {
  const shifted = key.shift && name === 'tab' ? 'shift+tab' : name;
  if (key.meta && name !== 'esc') return `alt+${shifted}`;
  return key.ctrl ? `ctrl+${shifted}` : shifted;
}

function keyOfGrapheme(text: string): readonly Key[] {
  switch (text) {
    case '\r':
    case '\r\n':
      return [{ name: 'enter', text: undefined }];
    case '\n':
      return [{ name: 'ctrl+j', text: undefined }];
    case '\t':
      return [{ name: 'tab', text: undefined }];
    case ' ':
      return [{ name: 'space', text }];
    default:
      return text < ' ' || text === '\u007f' ? controlKey(text) : [{ name: text, text }];
  }
}

/** A control character among others: what Ink would have told as a key of its own. */
function controlKey(text: string): readonly Key[] {
  if (text === '\u007f') return [{ name: 'backspace', text: undefined }];
  const code = text.charCodeAt(0);
  return code >= 1 && code <= 26 ? [{ name: `ctrl+${String.fromCharCode(code + 96)}`, text: undefined }] : [];
}
