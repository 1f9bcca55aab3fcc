import { expect, it } from 'vitest';
import { nodeId, twinTree } from '../../../src/tui/panes/twin-tree.ts';
import { initialState, initialTwin } from '../../../src/tui/state.ts';
import { cursorIndex } from '../../../src/tui/update/twin-cursor.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const nodes = twinTree({ twin: thermostat, previous: undefined, folded: new Set(), onlyDifferences: false });
const at = (cursor: string | undefined) => {
  const index = cursorIndex({ ...initialState('d', false), twin: { ...initialTwin, cursor } }, nodes);
  return [nodes[index]!.section, ...nodes[index]!.path].join('.');
};

it.each([
  ['on its node', nodeId('reported', ['firmware', 'progress']), 'reported.firmware.progress'],
  ['on the branch of a node that is gone', nodeId('reported', ['firmware', 'gone']), 'reported.firmware'],
  ['on the section, when the branch is gone too', nodeId('desired', ['gone', 'too']), 'desired'],
  ['at the top, when nothing was chosen', undefined, 'tags'],
])('the cursor is %s', (_where, cursor, shown) => expect(at(cursor)).toBe(shown));
