import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import type { TwinVersion } from '../../src/clients/twin-watch.ts';
import { cells } from '../../src/lib/text.ts';
import { frameRows } from '../../src/tui/app/frame-rows.ts';
import { Screen } from '../../src/tui/app/screen.tsx';
import { textField } from '../../src/tui/edit/text-field.ts';
import { initialState, type Overlay, type Preview, type ScreenState } from '../../src/tui/state.ts';
import { rowWidth } from '../../src/tui/text/row.ts';
import { previewed } from '../../src/tui/update/preview-keys.ts';
import type { TwinDocument } from '../../src/twin/twin-document.ts';
import { keyContext, pressIn } from '../helpers/key-context.ts';
import { noon, screenProps, thermostat, thermostatBefore } from '../helpers/screen-props.ts';
import { styleMap } from '../helpers/style-map.ts';

// The frames hold times of day: those of one place.
process.env.TZ = 'UTC';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
] as const;

const help: Overlay = { kind: 'help', top: 0 };
const edit: Overlay = { kind: 'edit', field: textField('tags.location.plant = '), problem: undefined };
const preview = previewed(initialState('myDeviceId', false), {
  title: 'The patch',
  change: { kind: 'patch', content: { tags: { location: { plant: 'Plant9' } } } },
  base: thermostat,
  origin: { kind: 'restore' },
}).state.overlay as Preview;
const theirs = { ...thermostat, etag: 'AAAAAAAAAAU=', tags: { location: { region: 'US', plant: 'Theirs' } } };
const long = previewed(initialState('myDeviceId', false), {
  title: 'Replace tags and desired whole',
  change: {
    kind: 'replace',
    content: {
      tags: { location: { region: 'US' }, note: 'a value that goes on below '.repeat(60) },
      properties: { desired: { telemetryInterval: 60 } },
    },
  },
  base: thermostat,
  origin: { kind: 'restore' },
}).state.overlay as Preview;
const wrongEdit = pressIn(
  keyContext,
  {
    ...initialState('myDeviceId', false),
    overlay: { kind: 'edit', field: textField('tags.a = {"b": [1, 2'), problem: undefined },
  },
  'enter',
).state.overlay;
const version = (document: TwinDocument): TwinVersion => ({
  at: noon - document.version * 1_000,
  document,
  changedBy: { by: 'service', policy: 'iothubowner' },
});
const looks: Readonly<Record<string, Partial<ScreenState>>> = {
  device: {},
  twin: { focus: 'twin', showWire: true },
  query: { focus: 'query' },
  zoomed: { focus: 'twin', zoomed: true },
  help: { focus: 'twin', overlay: help },
  edit: { focus: 'twin', overlay: edit },
  'wrong-edit': { focus: 'twin', overlay: wrongEdit },
  'long-patch': { focus: 'twin', overlay: { ...long, top: 2 } },
  palette: { overlay: { kind: 'palette', field: textField('ver'), index: 1 } },
  conflict: { focus: 'twin', overlay: { ...preview, theirs } },
  compare: {
    focus: 'twin',
    overlay: { kind: 'compare', from: version(thermostatBefore), to: version(theirs), top: 0 },
  },
  problems: {
    overlay: { kind: 'problems', top: 0 },
    problems: [
      { at: noon - 86_400_000, text: 'the hub is gone', hint: 'it is asked again by itself', times: 12 },
      { at: noon - 5_000, times: 1, text: 'the twin was changed meanwhile', hint: 'Look at the new state.' },
    ],
  },
  wire: { overlay: { kind: 'wire', sequence: undefined, isOpen: true } },
  notice: { notice: { tone: 'bad', text: 'the twin was changed meanwhile', hint: 'Look at the new state.' } },
};

describe.each(sizes)('the screen at $columns × $rows', ({ columns, rows }) => {
  const props = (look: string, change: Partial<ScreenState> = {}) =>
    screenProps({ columns, rows, previous: thermostatBefore, state: { ...looks[look]!, ...change } });

  it.each(Object.keys(looks))('%s', async look => {
    const frame = renderToString(<Screen {...props(look)} />, { columns });
    expectWithin(frame, columns, rows);
    await expect(frame).toMatchFileSnapshot(`golden/${look}-${columns}x${rows}.txt`);
  });

  it.each(
    Object.keys(looks).flatMap(look => [[look, 'dark'] as const, [look, 'light'] as const]),
  )('%s in the %s theme', async (look, theme) => {
    const coloured = { ...props(look, { lightTheme: theme === 'light' }), look: inColour };
    const { text, styles } = styleMap(renderToString(<Screen {...coloured} />, { columns }));
    // Blanks at a line's end are kept only where they have a style, e.g. under the cursor.
    expect(trimmed(text)).toBe(trimmed(renderToString(<Screen {...props(look)} />, { columns })));
    await expect(styles).toMatchFileSnapshot(`golden/${theme}/${look}-${columns}x${rows}.txt`);
  });
});

const inColour = { colours: 'colour', unicode: true } as const;
const trimmed = (text: string) => text.replace(/ +$/gm, '');

it('every row is as wide as the screen and there are as many as it has lines, at any size', () => {
  for (let columns = 40; columns <= 210; columns += columns < 110 ? 9 : 33) {
    for (let rows = 12; rows <= 62; rows += 10) {
      for (const [look, state] of Object.entries(looks)) {
        const frame = frameRows(screenProps({ columns, rows, previous: thermostatBefore, state }));
        const widths = [...new Set(frame.map(rowWidth))];
        expect([frame.length, ...widths], `${look} at ${columns}×${rows}`).toEqual([rows, columns]);
      }
    }
  }
});

it.each([
  [39, 24],
  [80, 11],
  [5, 1],
])('on %i × %i it says what size it needs', (columns, rows) => {
  const frame = renderToString(<Screen {...screenProps({ columns, rows })} />, { columns });
  expectWithin(frame, columns, rows);
  expect('twin-tui needs 40×12'.startsWith(frame.trim().slice(0, 4))).toBe(true);
});

function expectWithin(frame: string, columns: number, rows: number): void {
  const lines = frame.split('\n');
  expect(lines.length, `lines of\n${frame}`).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(cells(line), line).toBeLessThanOrEqual(columns);
}
