import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../src/lib/json.ts';
import { cells } from '../../src/lib/text.ts';
import { frameRows } from '../../src/tui/app/frame-rows.ts';
import { Screen } from '../../src/tui/app/screen.tsx';
import { valueRow } from '../../src/tui/panes/json-spans.ts';
import { twinTree } from '../../src/tui/panes/twin-tree.ts';
import { initialTwin } from '../../src/tui/state.ts';
import { rowWidth } from '../../src/tui/text/row.ts';
import { hostileTags, longString } from '../fixtures/twins/hostile.ts';
import { screenProps, thermostat } from '../helpers/screen-props.ts';

const twin = { ...thermostat, tags: { ...hostileTags, long: longString } };
const all = { columns: 200, rows: 60, twin, state: { focus: 'twin' as const, zoomed: true } };

/** All that may do something in a terminal, or hide; line feeds are the layout's own. */
const forbidden =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

it('a frame of a hostile twin holds nothing that a terminal obeys', () => {
  const frame = renderToString(<Screen {...screenProps(all)} />, { columns: 200 });
  expect(frame).toContain('漢字');
  expect(frame).toContain('\\u001b[2J');
  expect(frame).toContain('__proto__');
  expect(forbidden.exec(frame)?.[0]).toBeUndefined();
});

it.each([40, 61, 80, 100, 133, 200])('each row of it is as wide as the screen, at %i columns', columns => {
  const rows = frameRows(screenProps({ ...all, columns, rows: 40 }));
  expect(rows).toHaveLength(40);
  for (const row of rows) expect(rowWidth(row), row.map(({ text }) => text).join('')).toBe(columns);
});

describe('what is shown decodes back to what is stored', () => {
  const nodes = twinTree({ twin, previous: undefined, folded: initialTwin.folded, onlyDifferences: false });
  const leaves = nodes.filter(({ section, value }) => section === 'tags' && !isObject(value) && value !== longString);

  it.each(leaves.map(({ path, value }) => [path.join('.'), value] as const))('%s', (_path, value) => {
    const shown = valueRow(value)
      .map(({ text }) => text)
      .join('');
    expect(JSON.parse(shown) as Json).toEqual(value);
  });

  it('every key is shown, those of Object.prototype too', () => {
    const names = nodes.map(({ path }) => path.at(-1));
    expect(names).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString', 'level9']));
  });
});

it('a string of 4 KB is cut before it is measured', () => {
  const measured = valueRow(longString)
    .map(({ text }) => text)
    .join('');
  // Each of its first 400 characters may be shown as an escape of six.
  expect(measured.length).toBeLessThan(6 * 400);
  expect(measured.length).toBeLessThan(longString.length);
  const rows = frameRows(screenProps({ ...all, twin: { ...thermostat, tags: { long: longString } } }));
  expect(Math.max(...rows.map(row => cells(row.map(({ text }) => text).join(''))))).toBe(200);
});

it('keys of Object.prototype that are new in a version are new, and not changed from what every object has', () => {
  const previous: typeof twin = { ...thermostat, tags: JSON.parse('{}') as typeof twin.tags };
  const tree = twinTree({ twin, previous, folded: initialTwin.folded, onlyDifferences: false });
  const kinds = tree.filter(({ path }) => ['constructor', 'toString', '__proto__'].includes(path[0] ?? ''));
  expect(kinds.map(({ change }) => change)).toEqual(Array(3).fill({ kind: 'added', isInside: false }));
  const rows = frameRows(screenProps({ ...all, previous }));
  expect(rows).toHaveLength(60);
});
