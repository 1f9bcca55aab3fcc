import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { textField } from '../../../src/tui/edit/text-field.ts';
import { twinPane } from '../../../src/tui/panes/twin-pane.ts';
import { nodeId } from '../../../src/tui/panes/twin-tree.ts';
import { initialTwin, type ScreenState } from '../../../src/tui/state.ts';
import { type Row, rowWidth } from '../../../src/tui/text/row.ts';
import type { TwinDocument } from '../../../src/twin/twin-document.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon, screenProps, thermostat } from '../../helpers/screen-props.ts';

// Five hours before what the hub writes.
process.env.TZ = 'America/New_York';

type Options = {
  readonly twin?: TwinDocument;
  readonly previous?: TwinDocument;
  readonly state?: Partial<ScreenState['twin']>;
  readonly width?: number;
  /** Milliseconds behind the picture's time. */
  readonly later?: number;
};

function pane({ twin = thermostat, previous, state = {}, width = 100, later = 0 }: Options = {}): readonly Row[] {
  const props = screenProps({
    columns: 120,
    rows: 36,
    twin,
    ...(previous && { previous }),
    state: { focus: 'twin', twin: { ...initialTwin, ...state } },
  });
  return twinPane({ ...props, area: { width, height: 30 }, now: noon + later });
}

const lines = (options?: Options) => pane(options).map(rowText);
const lineOf = (text: string, options?: Options) => lines(options).find(line => line.includes(text)) ?? '';
const withTags = (tags: JsonObject): TwinDocument => ({ ...thermostat, tags });

describe('the size meter', () => {
  const spans = (bytes: number) => {
    const row = pane({ twin: withTags({ t: 'x'.repeat(bytes - 1) }) }).find(each => rowText(each).includes(' tags'))!;
    return { text: rowText(row), tone: row.find(({ text }) => text.includes(' / 8 KB'))!.tone };
  };

  it('is quiet while there is room', () => {
    expect(spans(500)).toMatchObject({ tone: 'muted', text: expect.not.stringContaining('▱') });
    expect(spans(4096)).toMatchObject({ tone: 'muted', text: expect.stringContaining('▰▰▰▱▱ 4.0 KB / 8 KB') });
  });
  it('warns near the limit', () => {
    expect(spans(6_200)).toMatchObject({ tone: 'warn', text: expect.stringContaining('6.1 KB / 8 KB') });
    expect(spans(7_500)).toMatchObject({ tone: 'bad', text: expect.stringContaining('▰▰▰▰▰ 7.3 KB / 8 KB') });
  });
  it('stays in its place over the limit', () => {
    expect(spans(9_000)).toMatchObject({ tone: 'bad', text: expect.stringContaining('▰▰▰▰▰ 8.8 KB / 8 KB') });
  });
});

describe('marks', () => {
  it('tell a difference on both sides, with the version of desired', () => {
    expect(lineOf('≠ reported')).toMatch(/≠ +version {2}"1\.1" {3}v4 ≠ reported "1\.0" /);
    expect(lineOf('≠ desired')).toMatch(/≠ +version {2}"1\.0" {3}≠ desired "1\.1" v4 /);
  });
  it('tell the version acknowledged, where there is one', () => {
    const { desired, reported } = thermostat.properties;
    const answer = { ...reported, telemetryInterval: { value: 9, ac: 200, av: 2 } };
    const twin = { ...thermostat, properties: { desired, reported: answer } };
    expect(lineOf('≠ reported 9', { twin })).toContain('telemetryInterval  5   v3 ≠ reported 9 av 2');
    expect(lineOf('≠ desired 5', { twin })).toContain('value  9   av 2 ≠ desired 5 v3');
  });
  it('tell a change in a sign and a word, with what it was', () => {
    const options = { twin: withTags({ a: 2, b: 1 }), previous: withTags({ a: 1 }) };
    expect(lineOf(' a  ', options)).toMatch(/~ +a {2}2 {3}was 1/);
    expect(lineOf(' b  ', options)).toMatch(/\+ +b {2}1 {3}new/);
  });
  it('tell a deleted key for as long as it is news, with what it was', () => {
    const options = { twin: withTags({ a: 1 }), previous: withTags({ a: 1, b: { c: 'x' } }) };
    expect(lineOf(' b ', options)).toMatch(/− +b {3}deleted, was \{"c":"x"\}/);
  });
  it('are seen behind a long value', () => {
    const long = 'x'.repeat(300);
    const options = { twin: withTags({ a: `${long}2` }), previous: withTags({ a: `${long}1` }) };
    expect(lineOf(' a  ', options)).toMatch(/~ +a {2}"x+… {3}was "x+…/);
  });
});

describe('only differences', () => {
  const on = { state: { onlyDifferences: true } };
  it('is said in the title', () => {
    expect(lines(on)[0]).toContain('2 Twin · only differences · myDeviceId');
    expect(lines()[0]).not.toContain('only differences');
  });
  it('shows nothing else', () => {
    expect(lines(on).join('\n')).not.toMatch(/region|battery|telemetryInterval/);
    expect(lines(on).join('\n')).not.toContain('agree');
  });
  it('says that there are none', () => {
    const { desired } = thermostat.properties;
    const twin = { ...thermostat, properties: { desired, reported: { ...desired } } };
    expect(lines({ ...on, twin }).join('\n')).toContain('desired and reported agree');
  });
  it('does not say so of differences that are folded away', () => {
    const folded = new Set([nodeId('desired', []), nodeId('reported', [])]);
    expect(lines({ state: { onlyDifferences: true, folded } }).join('\n')).not.toContain('agree');
  });
});

describe('folds', () => {
  it('say how much is in them', () => {
    const folded = new Set([nodeId('tags', ['location']), nodeId('desired', [])]);
    expect(lineOf('location', { state: { folded } })).toContain('▸ location  { 2 keys }');
    expect(lineOf(' desired', { state: { folded } })).toContain('▸ desired   $version 4   { 2 keys }');
    expect(lines({ state: { folded } }).join('\n')).not.toMatch(/region|"1\.1" {3}/);
  });
});

it('what is searched for is underlined, in keys, values and paths', () => {
  const found = (text: string) =>
    pane({ state: { search: { field: textField(text), isTyping: false } } })
      .flat()
      .filter(({ underline }) => underline)
      .map(({ text: key }) => key);
  expect(found('telemetry')).toEqual(['telemetryInterval', 'telemetryInterval']);
  expect(found('redmond')).toEqual(['plant']);
  expect(found('properties.reported.firmware.version')).toEqual(['version']);
  expect(found('')).toEqual([]);
});

describe('the age column', () => {
  it('tells how long ago, in the largest unit', () => {
    expect(lineOf('battery')).toMatch(/ 3 s [│┃]$/);
    expect(lineOf('battery', { later: 3_600_000 })).toMatch(/ 1 h [│┃]$/);
    expect(lineOf('battery', { later: 3 * 86_400_000 })).toMatch(/ 3 d [│┃]$/);
    expect(lineOf('region')).toMatch(/"US" +[│┃]$/);
  });
  it('tells the very time under the cursor, as the log does in local time', () => {
    const state = { cursor: nodeId('reported', ['battery']) };
    expect(lineOf('battery', { state })).toMatch(/ 2026-11-23 07:04:28 [│┃]$/);
  });
});

describe('long, wide and right-to-left texts', () => {
  const tags = {
    long: 'x'.repeat(3_000),
    wide: '漢字'.repeat(200),
    rtl: 'שלום עליكم'.repeat(60),
    family: '👩‍👩‍👧‍👦'.repeat(80),
    [`${'k'.repeat(200)}`]: 1,
  };
  it.each([40, 61, 100, 160])('fill the pane to its last cell, at %i columns', width => {
    for (const row of pane({ twin: withTags(tags), width })) expect(rowWidth(row), rowText(row)).toBe(width);
  });
  it('are cut with an ellipsis, and no closing quote feigns an end', () => {
    expect(lineOf(' long', { twin: withTags(tags) })).toMatch(/"x+… +[│┃]$/);
    expect(lineOf(' wide', { twin: withTags(tags) })).toMatch(/"[漢字]+… +[│┃]$/);
  });
});
