import { describe, expect, it } from 'vitest';
import { splitGraphemes } from '../../../src/lib/text.ts';
import { editField, fieldText, insertText, type TextField, textField } from '../../../src/tui/edit/text-field.ts';
import { editorView } from '../../../src/tui/query/editor/editor-view.ts';
import { graphemeAt, placeOf, wrapText } from '../../../src/tui/query/editor/wrap-text.ts';
import { problemsOf } from '../../../src/tui/query/problems.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';

const linesOf = (text: string, width: number): readonly string[] => {
  const graphemes = splitGraphemes(text);
  return wrapText(graphemes, width).map(({ start, end }) => graphemes.slice(start, end).join(''));
};
const typed = (text: string): TextField =>
  splitGraphemes(text).reduce((field, grapheme) => editField(field, { name: grapheme, text: grapheme })!, textField());

describe('wrapping', () => {
  it('breaks behind the last blank that fits', () => {
    expect(linesOf('SELECT * FROM devices', 12)).toEqual(['SELECT * ', 'FROM devices', '']);
  });
  it('breaks a word that is wider than the line', () => {
    expect(linesOf('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });
  it('counts the cells of wide characters and of escapes', () => {
    expect(linesOf('日本語日本語', 5)).toEqual(['日本', '語日', '本語']);
    expect(linesOf('a\u0007b', 6)).toEqual(['a', '\u0007', 'b']);
  });
  it('breaks at ends of lines, which take no cell', () => {
    expect(linesOf('a\n\nb', 10)).toEqual(['a', '', 'b']);
  });
  it('leaves room for the cursor behind a full line', () => {
    expect(linesOf('abcd', 4)).toEqual(['abcd', '']);
  });
  it('finds the place of the cursor and the grapheme below it again', () => {
    const graphemes = splitGraphemes('日本 abc');
    const lines = wrapText(graphemes, 6);
    expect(placeOf(lines, graphemes, 4)).toEqual({ line: 1, column: 1 });
    expect(graphemeAt(lines[0]!, graphemes, 3)).toBe(1);
  });
});

describe('editing', () => {
  it('joins an accent with the letter before it', () => {
    const field = insertText(textField('e'), '\u0301');
    expect(field).toMatchObject({ graphemes: ['e\u0301'], cursor: 1 });
  });
  it('takes back a word typed in one go, then the one before', () => {
    const field = typed('SELECT abc');
    const once = editField(field, { name: 'ctrl+z', text: undefined })!;
    expect(fieldText(once)).toBe('SELECT ');
    const more = ['ctrl+z', 'ctrl+z'].reduce((each, name) => editField(each, { name, text: undefined })!, once);
    expect(fieldText(more)).toBe('');
  });
  it('erases a family as one character', () => {
    expect(fieldText(editField(textField('a👨‍👩‍👧'), { name: 'backspace', text: undefined })!)).toBe('a');
  });
  it('kills to the end of the line only', () => {
    const field = { ...textField('ab\ncd'), cursor: 1 };
    expect(fieldText(editField(field, { name: 'ctrl+k', text: undefined })!)).toBe('a\ncd');
  });
});

describe('the editor on the screen', () => {
  const long = `SELECT * FROM devices WHERE ${Array.from({ length: 12 }, (_, at) => `tags.日本${at} = 'x'`).join(' AND ')}`;
  it.each([20, 41, 80])('never draws wider than %i cells', width => {
    const view = editorView({
      field: textField(long),
      ghost: 'ghost',
      problems: [],
      isTyping: true,
      width,
      height: 99,
    });
    for (const row of view.rows) expect(rowWidth(row)).toBeLessThanOrEqual(width);
  });
  it('shows the line of the cursor when not all fit', () => {
    const field = { ...textField(long), cursor: 0 };
    const options = { ghost: undefined, problems: [], isTyping: true, width: 40, height: 3 };
    expect(editorView({ ...options, field }).cursor).toEqual({ row: 0, column: 2 });
    expect(editorView({ ...options, field: textField(long) }).cursor.row).toBe(2);
  });
  it('underlines what is wrong, but not what is unfinished', () => {
    const underlined = (text: string) =>
      editorView({
        field: textField(text),
        ghost: undefined,
        problems: problemsOf(text),
        isTyping: true,
        width: 80,
        height: 3,
      })
        .rows.flat()
        .filter(({ underline }) => underline)
        .map(({ text: piece }) => piece)
        .join('');
    expect(underlined('SELECT * FROM devices WHERE tags.a IN (1)')).toContain('(');
    expect(underlined('SELECT * FROM dev')).toBe('');
  });
});
