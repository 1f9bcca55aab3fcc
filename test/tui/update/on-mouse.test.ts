import { describe, expect, it } from 'vitest';
import { frameRows } from '../../../src/tui/app/frame-rows.ts';
import { targetAt } from '../../../src/tui/app/target-at.ts';
import { nodeId } from '../../../src/tui/panes/twin-tree.ts';
import type { ScreenState } from '../../../src/tui/state.ts';
import { initialState } from '../../../src/tui/state.ts';
import { onMouse } from '../../../src/tui/update/on-mouse.ts';
import { keyContext } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { screenProps } from '../../helpers/screen-props.ts';

const start = initialState('myDeviceId', false);

/** The cell where a text stands on the screen. */
function cellOf(text: string, size: { readonly columns: number; readonly rows: number }, state: Partial<ScreenState>) {
  const props = screenProps({ ...size, state });
  const lines = frameRows(props).map(row => row.map(piece => piece.text).join(''));
  const row = lines.findIndex(line => line.includes(text));
  expect(row, `${text} is on\n${lines.join('\n')}`).toBeGreaterThan(0);
  return { props, cell: { row, column: lines[row]!.indexOf(text) } };
}

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
])('at $columns × $rows', size => {
  it.each([
    ['telemetryInterval  5', 'twin', nodeId('desired', ['telemetryInterval'])],
    ['region  "US"', 'twin', nodeId('tags', ['location', 'region'])],
  ] as const)('a click on %s is on its node', (text, focus, id) => {
    const { props, cell } = cellOf(text, size, { focus });
    expect(targetAt(props, cell)).toMatchObject({ pane: 'twin', node: { id } });
  });

  it('a click on a row of the table is on it, one on its heading or the prompt is not', () => {
    const state = { focus: 'query' } as const;
    const row = cellOf('cellular', size, state);
    const table = cellOf('   deviceId', size, state);
    expect(targetAt(table.props, { row: table.cell.row + 1, column: 5 })).toEqual({ pane: 'query', row: 0 });
    expect(targetAt(table.props, table.cell)).toEqual({ pane: 'query', row: undefined });
    const prompt = cellOf('Type a query', size, state);
    expect(targetAt(prompt.props, prompt.cell)).toEqual({ pane: 'query', row: undefined });
    expect(row.cell.row).toBeGreaterThan(0);
  });

  it('the header, the keys and what is outside belong to no pane', () => {
    const props = screenProps(size);
    for (const row of [-1, 0, size.rows - 1, size.rows + 5]) {
      expect(targetAt(props, { column: 3, row })).toBeUndefined();
    }
    expect(targetAt(props, { column: size.columns + 1, row: 5 })).toBeUndefined();
  });

  it.each(['device', 'twin', 'query'] as const)('a zoomed %s has the whole place', focus => {
    const props = screenProps({ ...size, state: { focus, zoomed: true } });
    expect(targetAt(props, { column: size.columns - 1, row: size.rows - 2 })).toMatchObject({ pane: focus });
  });
});

describe('the mouse', () => {
  const node = keyContext.nodes.find(({ id }) => id === nodeId('desired', ['firmware']))!;
  const click = { act: 'click' } as const;
  const on = (state: ScreenState, target: Parameters<typeof onMouse>[2]) => onMouse(state, click, target, keyContext);

  it('takes focus and cursor where it clicks; a second click folds', () => {
    const first = on(start, { pane: 'twin', node });
    expect(first).toMatchObject({ focus: 'twin', twin: { cursor: node.id } });
    expect(first.twin.folded.size).toBe(0);
    const second = on(first, { pane: 'twin', node });
    expect([...second.twin.folded]).toEqual([node.id]);
    expect(on(second, { pane: 'twin', node }).twin.folded.size).toBe(0);
  });

  it('goes to a row of the table, or to the prompt', () => {
    const rows = on(start, { pane: 'query', row: 2 });
    expect(rows).toMatchObject({ focus: 'query', query: { mode: 'results', table: { row: 2 } } });
    expect(on(rows, { pane: 'query', row: undefined }).query.mode).toBe('prompt');
  });

  it('moves with its wheel what is under it, and stops at the ends', () => {
    const turn = (state: ScreenState, act: 'wheel-up' | 'wheel-down') =>
      onMouse(state, { act }, { pane: 'twin', node: undefined }, keyContext);
    const down = turn(start, 'wheel-down');
    expect(down).toMatchObject({ focus: 'device', twin: { cursor: keyContext.nodes[3]!.id } });
    expect(turn(turn(down, 'wheel-up'), 'wheel-up').twin.cursor).toBe(keyContext.nodes[0]!.id);
    const table = onMouse(start, { act: 'wheel-down' }, { pane: 'query', row: undefined }, keyContext);
    expect(table.query.table.row).toBe(2);
  });

  it('scrolls what lies over the panes, and a click there changes nothing', () => {
    const help = onMouse(keyStates.help, { act: 'wheel-down' }, undefined, keyContext);
    expect(help.overlay).toMatchObject({ kind: 'help', top: 5 });
    expect(on(keyStates.preview, { pane: 'twin', node })).toBe(keyStates.preview);
  });
});
