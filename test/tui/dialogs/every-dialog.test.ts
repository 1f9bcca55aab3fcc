import { describe, expect, it } from 'vitest';
import { frameRows } from '../../../src/tui/app/frame-rows.ts';
import type { Overlay, ScreenState } from '../../../src/tui/state.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';
import { keyContext } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';
import { screenProps } from '../../helpers/screen-props.ts';

const long = 'a-name-that-goes-on-and-on-'.repeat(4);
const dialogs = Object.entries(keyStates).filter(([, { overlay }]) => overlay !== undefined);

/** With a problem to tell of, where the dialog can have one. */
function troubled(overlay: Overlay): Overlay {
  const problem = { message: `it went wrong: ${long}`, hint: `try ${long}` };
  return 'problem' in overlay ? { ...overlay, problem } : overlay;
}

describe.each(dialogs)('%s', (_, state) => {
  it.each([
    [40, 12],
    [80, 24],
    [120, 36],
    [200, 60],
  ])('fills %i × %i exactly, whatever it has to tell', (columns, rows) => {
    const { devices, jobs } = keyContext;
    const shown: ScreenState = { ...state, deviceId: long, overlay: troubled(state.overlay!) };
    const frame = frameRows({
      ...screenProps({ columns, rows, state: shown }),
      devices: { status: 'partial', rows: [...devices, { ...devices[0]!, deviceId: long }], at: 1, error: undefined },
      jobs: { ...jobs, jobs: [{ jobId: long, status: 'running' }], status: 'complete', at: 1, error: undefined },
      simulated: [long, 'dev1'],
    });
    expect([frame.length, ...new Set(frame.map(rowWidth))]).toEqual([rows, columns]);
  });
});

it('a dialog that cannot be made of what the hub answered says so, in place of the program’s end', () => {
  const jobs = { status: 'complete', jobs: [null as never], configurations: [], at: 1, error: undefined } as const;
  const props = { ...screenProps({ columns: 80, rows: 24, state: keyStates.jobs }), jobs };
  const frame = frameRows(props).map(rowText).join('\n');
  expect(frame).toContain('This cannot be shown');
  expect(frame).toContain('the hub answered with something unknown');
});
