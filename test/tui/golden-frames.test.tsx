import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { cells } from '../../src/lib/text.ts';
import { Screen } from '../../src/tui/app/screen.tsx';
import { textField } from '../../src/tui/edit/text-field.ts';
import { initialState, type Overlay, type ScreenState } from '../../src/tui/state.ts';
import { screenProps, thermostatBefore } from '../helpers/screen-props.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
] as const;

const help: Overlay = { kind: 'help', top: 0 };
const edit: Overlay = { kind: 'edit', field: textField('tags.location.plant = '), problem: undefined };
const looks: Readonly<Record<string, Partial<ScreenState>>> = {
  device: {},
  twin: { focus: 'twin', showWire: true },
  query: { focus: 'query' },
  zoomed: { focus: 'twin', zoomed: true },
  help: { focus: 'twin', overlay: help },
  edit: { focus: 'twin', overlay: edit },
  notice: { notice: { tone: 'bad', text: 'the twin was changed meanwhile', hint: 'Look at the new state.' } },
};

describe.each(sizes)('the screen at $columns × $rows', ({ columns, rows }) => {
  it.each(Object.keys(looks))('%s', async look => {
    const props = screenProps({ columns, rows, previous: thermostatBefore, state: looks[look]! });
    const frame = renderToString(<Screen {...props} />, { columns });
    expectWithin(frame, columns, rows);
    await expect(frame).toMatchFileSnapshot(`golden/${look}-${columns}x${rows}.txt`);
  });
});

it('no frame is ever larger than the screen, at any size', () => {
  for (let columns = 1; columns <= 210; columns += columns < 110 ? 7 : 33) {
    for (let rows = 1; rows <= 62; rows += 5) {
      for (const state of Object.values(looks)) {
        const props = screenProps({ columns, rows, state: { ...initialState('myDeviceId', false), ...state } });
        expectWithin(renderToString(<Screen {...props} />, { columns }), columns, rows);
      }
    }
  }
});

function expectWithin(frame: string, columns: number, rows: number): void {
  const lines = frame.split('\n');
  expect(lines.length, `lines of\n${frame}`).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(cells(line), line).toBeLessThanOrEqual(columns);
}
