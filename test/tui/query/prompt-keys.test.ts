import { describe, expect, it } from 'vitest';
import { learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import { fieldText, textField } from '../../../src/tui/edit/text-field.ts';
import { promptWith, type QueryPrompt } from '../../../src/tui/query/prompt.ts';
import { freshRows } from '../../../src/tui/query/results/live-rows.ts';
import { queryDoubt } from '../../../src/tui/query/results/query-doubt.ts';
import { resultsModel } from '../../../src/tui/query/results/results-model.ts';
import { initialTable } from '../../../src/tui/query/results/table-view.ts';
import { initialState, type ScreenState } from '../../../src/tui/state.ts';
import type { Effect } from '../../../src/tui/update/effect.ts';
import type { KeyContext } from '../../../src/tui/update/key-context.ts';
import { pasteIntoQuery, queryKey } from '../../../src/tui/update/query-keys.ts';

const catalogue = learnCatalogue();
catalogue.learn({
  deviceId: 'myDeviceId',
  tags: { location: { plant: 'Redmond43' } },
  properties: { reported: { connectivity: { type: 'cellular' } } },
});
const rows = [
  { deviceId: 'a', n: 2 },
  { deviceId: 'b', n: 1 },
];
const context: KeyContext = {
  twin: undefined,
  history: [],
  nodes: [],
  unfolded: () => [],
  devices: [],
  jobs: { jobs: [], configurations: [] },
  wire: [],
  hostName: 'localhost',
  results: { ...resultsModel({ rows: freshRows(rows), itemType: 'Raw', text: '', hasMore: true }, initialTable) },
  promptWidth: 80,
  isQueryRunning: false,
  catalogue,
  halfPage: { twin: 5, query: 5 },
};

type Run = { readonly state: ScreenState; readonly effects: readonly Effect[]; readonly text: string };

const named = /^(enter|tab|esc|up|down|left|right|backspace|ctrl\+.|alt\+\w+)$/;

/** Keys by their names, or text typed letter by letter. */
function press(state: ScreenState, ...keys: readonly string[]): Run {
  const effects: Effect[] = [];
  for (const key of keys.flatMap(each => (named.test(each) ? [each] : each.split('')))) {
    const pressed = named.test(key) ? { name: key, text: undefined } : { name: key === ' ' ? 'space' : key, text: key };
    const update = queryKey(state, pressed, context);
    if (update?.effect !== undefined) effects.push(update.effect);
    state = update?.state ?? state;
  }
  return { state, effects, text: fieldText(state.query.field) };
}

const inQuery = (change: Partial<QueryPrompt> = {}): ScreenState => ({
  ...initialState('myDeviceId', false),
  focus: 'query',
  query: { ...promptWith({ history: [], favourites: [] }), ...change },
});
const first = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";

describe('completion', () => {
  it('writes a whole query with Tab and first letters', () => {
    const { text } = press(inQuery(), 's', 'tab', 'tab', 'tab', 'tab', 'tab', 'pla', 'tab', 'tab', 'tab');
    expect(text.trim()).toBe(first);
  });
  it('is taken by Enter only when it was moved to', () => {
    const offered = press(inQuery(), 'SELECT * FROM devices W');
    expect(offered.state.query.menu).toBeDefined();
    expect(press(offered.state, 'down', 'enter').effects).toEqual([]);
    const run = press(inQuery(), 'SELECT * FROM devices', 'enter');
    expect(run.effects).toEqual([{ kind: 'query', query: { kind: 'run', text: 'SELECT * FROM devices' } }]);
  });
  it('stays open behind a point and a bracket, and closes with Esc', () => {
    const open = press(inQuery(), 'SELECT * FROM devices WHERE tags', 'tab');
    expect([open.text.endsWith('tags.'), open.state.query.menu?.candidates[0]?.label]).toEqual([true, 'location']);
    expect(press(open.state, 'esc').state.query.menu).toBeUndefined();
  });
  it('lets a comma and a blank typed behind an offer take the place of the blank that was added', () => {
    expect(press(inQuery(), 'SELECT devi', 'tab', ', stat').text).toBe('SELECT deviceId, stat');
    expect(press(inQuery(), 'SELECT * FROM dev', 'tab', ' w').text).toBe('SELECT * FROM devices w');
  });
  it('offers EXPLAIN, and completes behind it as without', () => {
    expect(press(inQuery(), 'exp', 'tab', 'sel', 'tab').text).toBe('EXPLAIN SELECT ');
  });
  it('leaves Tab to the panes when there is nothing to take', () => {
    expect(queryKey(inQuery(), { name: 'tab', text: undefined }, context)).toBeUndefined();
  });
});

describe('Right at the end', () => {
  it('takes what the history suggests, or a word of it', () => {
    const typed = press(inQuery(), 'SELECT *').state;
    expect(press(typed, 'alt+right').text).toBe('SELECT * FROM');
    expect(press(typed, 'right').text).toBe(first);
  });
});

describe('running', () => {
  it('tells what is wrong instead, and takes the fix', () => {
    const wrong = press(inQuery(), "SELECT * FROM devices WHERE STARTS_WITH(deviceId, 'a')", 'enter');
    expect(wrong.effects).toEqual([]);
    expect(wrong.state.notice?.text).toContain('STARTS_WITH');
    const fixed = press(wrong.state, 'ctrl+f');
    expect(fixed.text).toContain('STARTSWITH(');
    expect(press(fixed.state, 'ctrl+z').text).toContain('STARTS_WITH(');
    expect(press(fixed.state, 'enter').effects).toHaveLength(1);
  });
  it('takes the fix for a query that found nothing, as long as that stands there', () => {
    const slip = "SELECT * FROM devices WHERE tags.location.plnt = 'Redmond43'";
    const doubt = queryDoubt({ status: 'done', rows: [], text: slip }, catalogue);
    const fixedIn = (text: string) =>
      fieldText(
        queryKey(inQuery({ field: textField(text) }), { name: 'ctrl+f', text: undefined }, { ...context, doubt })!.state
          .query.field,
      );
    expect(fixedIn(slip)).toBe(first);
    expect(fixedIn(`${slip} `)).toBe(`${slip} `);
  });
  it('sends what looks wrong when it must', () => {
    expect(press(inQuery(), 'nonsense', 'ctrl+j').effects).toHaveLength(1);
  });
  it('asks the local hub for a plan, never a hub for EXPLAIN', () => {
    const { effects } = press(inQuery({ field: textField(`explain ${first}`) }), 'enter');
    expect(effects).toEqual([{ kind: 'query', query: { kind: 'explain', text: first } }]);
  });
  it('warns of a key that was typed, and does not remember it', () => {
    const text = "SELECT * FROM devices WHERE deviceId = 'SharedAccessKey=abc'";
    const { state } = press(inQuery({ field: textField(text) }), 'enter');
    expect(state.notice?.text).toContain('key');
    expect(state.query.history).not.toContain(text);
  });
  it('keeps a query alive only when it is one', () => {
    expect(press(inQuery({ field: textField(first) }), 'ctrl+l').state.query.isLive).toBe(true);
    expect(press(inQuery({ field: textField('SELECT') }), 'ctrl+l').state.query.isLive).toBe(false);
  });
});

it('the line is gone to the ends of with ^A and ^E, as in every shell', () => {
  const { text, effects } = press(inQuery({ field: textField('WHERE x') }), 'ctrl+a', 'A', 'ctrl+e', 'Z');
  expect([text, effects]).toEqual(['AWHERE xZ', []]);
});

describe('the history', () => {
  it('is stepped through with Up, moved within with the lines once it is edited', () => {
    const { text, state } = press(inQuery(), 'up');
    expect(text).toBe(first);
    expect(press(state, 'up').text).toContain('cellular');
    const two = press(inQuery({ field: textField('SELECT *\nFROM devices') }), 'up');
    expect([two.text, two.state.query.field.cursor]).toEqual(['SELECT *\nFROM devices', 8]);
  });
  it('is searched with ^R, taken with Enter, left with Esc', () => {
    const found = press(inQuery({ field: textField('mine') }), 'ctrl+r', 'cell', 'enter');
    expect([found.text.includes('cellular'), found.effects]).toEqual([true, []]);
    expect(press(inQuery({ field: textField('mine') }), 'ctrl+r', 'cell', 'esc').text).toBe('mine');
  });
});

it('pasted text keeps its lines, runs nothing and cannot hold control characters', () => {
  const state = pasteIntoQuery(inQuery(), 'SELECT *\r\nFROM devices\u001b[2J\n');
  expect(fieldText(state.query.field)).toBe('SELECT *\nFROM devices [2J');
});

it('a paste far too long for a query is cut, and that is told', () => {
  const state = pasteIntoQuery(inQuery(), 'x'.repeat(1_000_000));
  expect(fieldText(state.query.field).length).toBeLessThan(100_000);
  expect(state.notice?.text).toContain('characters were pasted');
});

describe('among the rows', () => {
  const results = inQuery({ mode: 'results' });
  it('sorts by the column under the cursor: up, down, not', () => {
    const sorts = [1, 2, 3].map(
      times => press(results, 'right', ...Array<string>(times).fill('s')).state.query.table.sort,
    );
    expect(sorts).toEqual([{ title: 'n', descending: false }, { title: 'n', descending: true }, undefined]);
  });
  it('stays there with Esc, which leaves: a second one does not type into the prompt', () => {
    const { state } = press(inQuery({ field: textField(first) }), 'esc', 'esc');
    expect([state.query.mode, state.notice?.hint]).toEqual(['results', 'i goes back to the prompt']);
    expect(press(state, 'i').state.query.mode).toBe('prompt');
  });
  it('hides a column and shows it again', () => {
    const hidden = press(results, '-').state;
    expect(hidden.query.table.hidden).toEqual(['deviceId']);
    expect(press(hidden, '=').state.query.table.hidden).toEqual([]);
  });
  it('asks for more below the last row, and opens a twin', () => {
    expect(press(results, 'down', 'down').effects).toEqual([{ kind: 'query', query: { kind: 'more' } }]);
    expect(press(results, 'down', 'enter').state).toMatchObject({ deviceId: 'b', focus: 'twin' });
  });
  it('shows a row as JSON until it is closed, and bars', () => {
    const sheet = press(results, 'v').state;
    expect(sheet.query.sheet).toMatchObject({ kind: 'row', row: rows[0] });
    expect(press(sheet, 'esc').state.query.sheet).toBeUndefined();
    expect(press(results, 'b').state.query.table.isChart).toBe(true);
  });
  it('exports in the format that is chosen, and only with Enter', () => {
    const chosen = press(results, 'x', 'n');
    expect(chosen.effects).toEqual([]);
    expect(press(chosen.state, 'enter').effects).toEqual([
      { kind: 'query', query: { kind: 'export', format: 'ndjson' } },
    ]);
  });
});

it('a favourite is kept under a name, taken and dropped', () => {
  const kept = press(inQuery({ field: textField(first) }), 'ctrl+o', 'a', 'plant', 'enter');
  expect(kept.effects).toEqual([{ kind: 'query', query: { kind: 'keep-favourite', name: 'plant', text: first } }]);
  const empty = press(kept.state, 'esc', 'ctrl+a', 'ctrl+k');
  expect(empty.text).toBe('');
  expect(press(empty.state, 'ctrl+o', 'enter').text).toBe(first);
  expect(press(empty.state, 'ctrl+o', 'x').state.query.favourites).toEqual([]);
});
