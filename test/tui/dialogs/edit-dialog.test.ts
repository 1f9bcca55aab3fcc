import { describe, expect, it } from 'vitest';
import { editDialog, editorProblemDialog } from '../../../src/tui/dialogs/edit-dialog.ts';
import { moveTo, textField } from '../../../src/tui/edit/text-field.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';
import { rowText } from '../../helpers/row-text.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const room = { width: 76, height: 20 };

/** What stands above the mark. */
function marked(rows: readonly string[]): string {
  const at = rows.findIndex(row => row.trim() === '^');
  return rows[at - 1]!.slice(rows[at]!.indexOf('^'));
}

describe('the line being typed', () => {
  const shown = (text: string, cursor: number) => {
    const problem = { message: 'wrong', hint: 'Mend it.', offset: cursor };
    return editDialog({ kind: 'edit', field: moveTo(textField(text), cursor), problem }, room).rows.map(rowText);
  };

  it('has a mark under what is wrong', () => {
    expect(marked(shown('tags.a.b$c = 1', 7))).toBe('b$c = 1');
  });
  it('has it there in a line longer than the dialog, too', () => {
    const text = `tags.${'long'.repeat(60)}.b$c = 1`;
    expect(marked(shown(text, text.indexOf('b$c')))).toBe('b$c = 1');
  });
  it('has it behind what is shown escaped', () => {
    expect(marked(shown('tags.\u00a0.b$c = 1', 7))).toBe('b$c = 1');
  });
  it('tells of a version that becomes a number', () => {
    const { rows } = editDialog({ kind: 'edit', field: textField('tags.version = 2.0'), problem: undefined }, room);
    expect(rowText(rows.at(-1)!)).toBe('This is the number 2; for a text, such as a version, type "2.0".');
  });
  it('tells a long problem whole', () => {
    const problem = { message: 'because '.repeat(30), hint: 'Mend it.' };
    const { rows } = editDialog({ kind: 'edit', field: textField('tags.a = 1'), problem }, room);
    expect(
      rows
        .map(rowText)
        .join(' ')
        .match(/because/g),
    ).toHaveLength(30);
    for (const row of rows) expect(rowWidth(row)).toBeLessThanOrEqual(room.width);
  });
});

describe('what the editor left', () => {
  const shown = (text: string, offset: number | undefined) => {
    const job = { target: 'tags' as const, text, base: thermostat };
    const problem = { message: 'wrong', hint: 'Mend it.', offset };
    return editorProblemDialog({ kind: 'editor-problem', job, problem }, room).rows.map(rowText);
  };

  it('is shown where it is wrong, with the line and a mark', () => {
    const text = '{\n\t"a": 1\n\t"b": 2\r\n}';
    const rows = shown(text, text.indexOf('"b"'));
    expect(rows.some(row => row.startsWith('3 │  "b": 2'))).toBe(true);
    expect(marked(rows).trim()).toBe('"b": 2');
  });
  it('is shown around the place where the line is long', () => {
    const text = `{"long":"${'x'.repeat(500)}" "b": 2, "more":"${'y'.repeat(500)}"}`;
    expect(marked(shown(text, text.indexOf('"b"')))).toMatch(/^"b": 2, "more/);
  });
  it('has no mark where the whole is wrong', () => {
    expect(shown('[1]', undefined).every(row => row.trim() !== '^')).toBe(true);
  });
  it('is told to be kept', () => {
    expect(shown('{"a":', 5).join('\n')).toContain('The text is kept: 5 characters.');
  });
});
