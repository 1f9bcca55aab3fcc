import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cells } from '../../../src/lib/text.ts';
import { frameRows } from '../../../src/tui/app/frame-rows.ts';
import { asciiText } from '../../../src/tui/terminal/ascii-text.ts';
import { paintRow } from '../../../src/tui/terminal/paint-row.ts';
import { terminalLook } from '../../../src/tui/terminal/terminal-look.ts';
import { span } from '../../../src/tui/text/row.ts';
import { dark, light } from '../../../src/tui/theme.ts';
import { screenProps, thermostatBefore } from '../../helpers/screen-props.ts';

const colour = { colours: 'colour', unicode: true } as const;

it('each look has its codes and takes them back', () => {
  const row = [span('plain '), span('text', 'string'), span('x', 'bad', { inverse: true })];
  expect(paintRow(row, dark, colour)).toBe(
    'plain \u001b[32mtext\u001b[39m\u001b[91m\u001b[1m\u001b[7mx\u001b[27m\u001b[22m\u001b[39m',
  );
  expect(paintRow(row, light, colour)).toContain('\u001b[31m\u001b[1m');
});

it('without colours the cursor and titles are seen still', () => {
  const row = [span('title', 'title'), span('cursor', 'string', { inverse: true })];
  expect(paintRow(row, dark, { ...colour, colours: 'mono' })).toBe('\u001b[1mtitle\u001b[22m\u001b[7mcursor\u001b[27m');
});

it.each([
  [{}, 8, 'colour', true],
  [{ LANG: 'de_DE.UTF-8' }, 24, 'colour', true],
  [{ LANG: 'C' }, 8, 'colour', false],
  [{ LC_ALL: 'POSIX', LANG: 'C.utf8' }, 8, 'colour', false],
  [{ LC_ALL: '', LC_CTYPE: 'C.utf8', LANG: 'C' }, 8, 'colour', true],
  [{ NO_COLOR: '1' }, 8, 'mono', true],
  [{ NO_COLOR: '' }, 8, 'colour', true],
  [{}, 1, 'mono', true],
])('%j with %i bits of colour: %s, Unicode %s', (environment, depth, colours, unicode) => {
  expect(terminalLook(environment, depth)).toEqual({ colours, unicode });
});

it('a frame in ASCII holds nothing else, and every row is as wide as before', () => {
  const props = screenProps({ columns: 120, rows: 36, previous: thermostatBefore, state: { focus: 'twin' } });
  for (const row of frameRows(props)) {
    expect(paintRow(row, dark, { colours: 'plain', unicode: false })).toMatch(/^[ -~]{120}$/);
  }
});

it('every sign of the screen has a likeness in ASCII', () => {
  const folder = join(import.meta.dirname, '../../../src/tui');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name));
  const signs = new Set(
    files.flatMap(name => readFileSync(join(folder, name), 'utf8').match(/[^\u0000-\u007f]/gu) ?? []),
  );
  expect(signs.size).toBeGreaterThan(20);
  expect([...signs].filter(sign => asciiText(sign) === '?')).toEqual([]);
});

it('any text is as wide in ASCII', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '日', 'e\u0301', '│', '👩', '…', '🇩🇪')), characters => {
      const text = characters.join('');
      expect(asciiText(text)).toHaveLength(cells(text));
    }),
  );
});
