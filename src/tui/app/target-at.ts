import { type Area, type Pane, panes } from '../layout.ts';
import { tableRowAt } from '../panes/query-rows.ts';
import { twinNodeAt } from '../panes/twin-pane.ts';
import type { MouseTarget } from '../update/on-mouse.ts';
import type { ScreenProps } from './screen.tsx';

type Cell = { readonly column: number; readonly row: number };

/** What is at a cell of the screen: a pane, and in it the node or the row; undefined outside the panes. */
export function targetAt(props: ScreenProps, { column, row }: Cell): MouseTarget | undefined {
  const { layout } = props;
  if (layout.kind === 'too-small') return undefined;
  // The header is the first line.
  let top = 1;
  let left = 0;
  for (const pane of panes) {
    const area = layout.areas[pane];
    const inPane = { column: column - left, row: row - top };
    if (isIn(area, inPane)) return inside(props, pane, area, inPane.row - 1);
    const isBeside = layout.kind === 'wide' && pane === 'device';
    if (isBeside) left = area.width;
    else [left, top] = [0, top + area.height];
  }
  return undefined;
}

function isIn({ width, height }: Area, { column, row }: Cell): boolean {
  return column >= 0 && column < width && row >= 0 && row < height;
}

/** `line` counts from the first one inside the border. */
function inside(props: ScreenProps, pane: Pane, area: Area, line: number): MouseTarget {
  const { state, twin, nodes, query: result, results, problems, now } = props;
  if (pane === 'twin') return { pane, node: twinNodeAt({ area, state, twin, nodes }, line) };
  if (pane === 'device') return { pane };
  const [width, height] = [area.width - 4, area.height - 2];
  const focused = state.focus === 'query';
  return {
    pane,
    row: tableRowAt({ prompt: state.query, result, results, problems, focused, width, height, now }, line),
  };
}
