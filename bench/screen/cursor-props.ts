import type { ScreenProps } from '../../src/tui/app/screen.tsx';
import type { ScreenState } from '../../src/tui/state.ts';
import { movedTo } from '../../src/tui/update/twin-cursor.ts';
import { screenProps } from '../../test/helpers/screen-props.ts';
import { largeTwin } from './large-twin.ts';

const { stdout } = process;
const { columns = 120, rows = 36 } = stdout;

/** The whole screen with a large twin in the viewer, and the cursor on its first line. */
export function firstProps(): ScreenProps {
  const props = screenProps({ columns, rows, twin: largeTwin(), state: { focus: 'twin' } });
  return { ...props, look: { colours: 'colour', unicode: true } };
}

/** `j` and `k` move the cursor; the rest of the screen stays as it is, object for object, as in the program. */
export function moved(props: ScreenProps, key: string): ScreenProps {
  const { state, nodes } = props;
  const at = Math.max(
    0,
    nodes.findIndex(({ id }) => id === state.twin.cursor),
  );
  const next: ScreenState = movedTo(state, nodes, key === 'k' ? at - 1 : at + 1).state;
  return { ...props, state: next };
}
