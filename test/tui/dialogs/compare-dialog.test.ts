import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json.ts';
import { compareDialog } from '../../../src/tui/dialogs/compare-dialog.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon, thermostat } from '../../helpers/screen-props.ts';

/** The rows for a tag that had one value and has another. */
function rows(was: Json | undefined, is: Json | undefined, height = 300): readonly string[] {
  const version = (number: number, value: Json | undefined) => ({
    at: noon,
    changedBy: { by: 'device' } as const,
    document: { ...thermostat, version: number, tags: value === undefined ? {} : { t: value } },
  });
  const overlay = { kind: 'compare', from: version(1, was), to: version(2, is), top: 0 } as const;
  return compareDialog(overlay, noon, { width: 112, height }).rows.map(rowText);
}

const half = 55;
/** What stands on one side, its lines joined. */
function side(which: 'left' | 'right', of: readonly string[]): string {
  const cells = of.slice(2).map(row => (which === 'left' ? row.slice(0, half) : row.slice(half + 2)));
  return cells.map(cell => cell.replace(/^ {2}/, '').trimEnd()).join('');
}

describe('two versions of a value', () => {
  it('stand whole beside each other where they are of some length', () => {
    const [was, is] = [`${'a'.repeat(1_500)}1`, `${'a'.repeat(1_500)}2`];
    expect(JSON.parse(side('left', rows(was, is)))).toBe(was);
    expect(JSON.parse(side('right', rows(was, is)))).toBe(is);
  });

  it('that differ far behind their beginning are shown where they do', () => {
    const shown = rows(`${'a'.repeat(3_000)}-was-${'b'.repeat(900)}`, `${'a'.repeat(3_000)}-is-${'b'.repeat(900)}`);
    expect(shown[2]).toMatch(/^ … 2,978 equal characters +… 2,978 equal characters/);
    expect(side('left', shown)).toMatch(/a{22}-was-b{900}"$/);
    expect(side('right', shown)).toMatch(/a{22}-is-b{900}"$/);
  });

  it('tell what is left out behind, outside of the quotes', () => {
    const shown = rows('short', 'x'.repeat(4_000));
    expect(side('left', shown)).toBe('"short"');
    expect(side('right', shown)).toMatch(/^"x+ … 1,882 more characters$/);
  });

  it('are cut between characters, never within an escape', () => {
    const start = '\u202e'.repeat(600);
    const text = side('right', rows(`${start}1`, `${start}2`));
    expect(text).toMatch(/^ … \d+ equal characters(?:\\u202e){24}2"$/);
  });

  it('that are objects are shown whole, too', () => {
    const value = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`key${n}`, n]));
    expect(JSON.parse(side('right', rows(undefined, value)))).toEqual(value);
    expect(side('left', rows(undefined, value))).toBe('not there');
  });
});

it('a key is named so that a backslash in it is no escape', () => {
  const version = (number: number, key: string) => ({
    at: noon,
    changedBy: { by: 'device' } as const,
    document: { ...thermostat, version: number, tags: { [key]: 1 } },
  });
  const overlay = { kind: 'compare', from: version(1, '\u202e'), to: version(2, '\\u202e'), top: 0 } as const;
  const shown = compareDialog(overlay, noon, { width: 112, height: 30 }).rows.map(row => rowText(row).trim());
  expect(shown).toContain('- tags.\\u202e');
  expect(shown).toContain('+ tags.\\\\u202e');
});
