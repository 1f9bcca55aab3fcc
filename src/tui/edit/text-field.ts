import { splitGraphemes } from '../../lib/text.ts';
import type { Key } from '../keys/key.ts';

/** A text being typed: its graphemes, the cursor among them, and what undo goes back to. */
export type TextField = {
  readonly graphemes: readonly string[];
  readonly cursor: number;
  readonly past: readonly Pick<TextField, 'graphemes' | 'cursor'>[];
  /** Letters typed in a row make one step of undo; true until something else is done. */
  readonly isTyping?: boolean | undefined;
};

const undoLimit = 100;

export function textField(text = ''): TextField {
  const graphemes = splitGraphemes(text);
  return { graphemes, cursor: graphemes.length, past: [] };
}

export function fieldText({ graphemes }: TextField): string {
  return graphemes.join('');
}

/** The cursor as a UTF-16 offset, as the parser counts. */
export function fieldOffset({ graphemes, cursor }: TextField): number {
  return graphemes.slice(0, cursor).join('').length;
}

/** Replaces a range of UTF-16 offsets, the cursor behind it. */
export function replaceRange(
  field: TextField,
  range: { readonly start: number; readonly end: number },
  text: string,
): TextField {
  const whole = fieldText(field);
  const before = splitGraphemes(whole.slice(0, range.start) + text);
  return remembered(field, [...before, ...splitGraphemes(whole.slice(range.end))], before.length);
}

/** What is inserted may join with its neighbours to one character: an accent does with the letter before it. */
export function insertText(field: TextField, text: string): TextField {
  const { graphemes, cursor } = field;
  const before = splitGraphemes(graphemes.slice(0, cursor).join('') + text);
  return remembered(field, splitGraphemes(before.join('') + graphemes.slice(cursor).join('')), before.length);
}

function typeText(field: TextField, text: string): TextField {
  const next = insertText(field, text);
  if (!isWord(text)) return next;
  const past = field.isTyping === true ? field.past : next.past;
  return { ...next, past, isTyping: true };
}

/** What an editing key makes of the field; undefined when the key is none. Keys as in readline. */
export function editField(field: TextField, { name, text }: Key): TextField | undefined {
  if (text !== undefined) return typeText(field, text);
  const { graphemes, cursor } = field;
  switch (name) {
    case 'left':
    case 'ctrl+b':
      return moveTo(field, cursor - 1);
    case 'right':
      return moveTo(field, cursor + 1);
    case 'home':
    case 'ctrl+a':
      return moveTo(field, lineStart(graphemes, cursor));
    case 'end':
    case 'ctrl+e':
      return moveTo(field, lineEnd(graphemes, cursor));
    case 'alt+b':
    case 'alt+left':
    case 'ctrl+left':
      return moveTo(field, wordStart(graphemes, cursor));
    case 'alt+f':
    case 'alt+right':
    case 'ctrl+right':
      return moveTo(field, wordEnd(graphemes, cursor));
    case 'backspace':
      return erase(field, cursor - 1, cursor);
    case 'delete':
    case 'ctrl+d':
      return erase(field, cursor, cursor + 1);
    case 'ctrl+w':
    case 'alt+backspace':
      return erase(field, wordStart(graphemes, cursor), cursor);
    case 'ctrl+u':
      return erase(field, lineStart(graphemes, cursor), cursor);
    case 'alt+d':
      return erase(field, cursor, wordEnd(graphemes, cursor));
    case 'ctrl+k':
      return erase(field, cursor, lineEnd(graphemes, cursor));
    case 'ctrl+z':
      return undo(field);
    default:
      return undefined;
  }
}

/** The cursor before that grapheme, or at the nearest end. */
export function moveTo(field: TextField, cursor: number): TextField {
  return { ...field, cursor: Math.max(0, Math.min(field.graphemes.length, cursor)), isTyping: false };
}

function erase(field: TextField, from: number, to: number): TextField {
  const start = Math.max(0, from);
  if (start >= Math.min(to, field.graphemes.length)) return field;
  return remembered(field, [...field.graphemes.slice(0, start), ...field.graphemes.slice(to)], start);
}

function remembered(field: TextField, graphemes: readonly string[], cursor: number): TextField {
  const past = [...field.past.slice(1 - undoLimit), { graphemes: field.graphemes, cursor: field.cursor }];
  return { graphemes, cursor, past };
}

function undo(field: TextField): TextField {
  const last = field.past.at(-1);
  return last === undefined ? field : { ...last, past: field.past.slice(0, -1) };
}

function lineStart(graphemes: readonly string[], cursor: number): number {
  return graphemes.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(graphemes: readonly string[], cursor: number): number {
  const end = graphemes.indexOf('\n', cursor);
  return end < 0 ? graphemes.length : end;
}

const isWord = (grapheme: string | undefined): boolean => grapheme !== undefined && /[\p{L}\p{N}_$]/u.test(grapheme);

function wordStart(graphemes: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && !isWord(graphemes[at - 1])) at--;
  while (at > 0 && isWord(graphemes[at - 1])) at--;
  return at;
}

export function wordEnd(graphemes: readonly string[], cursor: number): number {
  let at = cursor;
  while (at < graphemes.length && !isWord(graphemes[at])) at++;
  while (at < graphemes.length && isWord(graphemes[at])) at++;
  return at;
}
