import { targetName } from '../../twin/twin-document.ts';
import type { ScreenProps } from '../app/screen.tsx';
import type { Dialog } from '../dialogs/dialog.ts';
import { dialogOf } from '../dialogs/dialog-rows.ts';
import { deviceRows } from '../panes/device-rows.ts';
import { headerRow } from '../panes/header-row.ts';
import { twinRows } from '../panes/twin-rows.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import { queryStatus } from '../query/query-status.ts';
import { cellText } from '../query/results/cell.ts';
import { sheetDialog } from '../query/sheets/sheet-dialog.ts';
import { type Row, span } from '../text/row.ts';
import { shownName } from '../update/shown-twin.ts';
import { cursorIndex } from '../update/twin-cursor.ts';
import { spoken } from './spoken.ts';

/** Where the person is, as a screen reader is told of it. */
export type ReaderPlace = {
  /** Names the place, and is the same for as long as the person stays there. */
  readonly key: string;
  readonly heading: Row;
  /** Everything in the place; it is read out once, when the person comes there. */
  readonly rows: readonly Row[];
  /** The row under the cursor, where there is one; it is read out when the cursor moves. */
  readonly current: Row | undefined;
};

/** Wide enough that nothing is cut to fit, and long enough for any dialog. */
const room = { width: 200, height: 60 };

export function readerPlace(props: ScreenProps): ReaderPlace {
  const { overlay, focus, query } = props.state;
  if (overlay !== undefined) return dialogPlace(overlay.kind, dialogOf(props, overlay, room));
  if (focus === 'query') return query.sheet === undefined ? queryPlace(props) : sheetPlace(props, query.sheet);
  return focus === 'twin' ? twinPlace(props) : devicePlace(props);
}

/** A whole row inverse is the one under the cursor; a cell is that of a text being typed, which the live line tells. */
function dialogPlace(kind: string, { title, rows }: Dialog): ReaderPlace {
  const current = rows.find(row => row.length > 0 && row.every(({ inverse }) => inverse));
  const others = rows.filter(row => !row.some(({ inverse }) => inverse));
  return { key: `dialog ${kind}`, heading: [span(`Dialog: ${title}`)], rows: current ? [] : others, current };
}

function sheetPlace({ state, query }: ScreenProps, sheet: NonNullable<ScreenProps['state']['query']['sheet']>) {
  return dialogPlace(`query ${sheet.kind}`, sheetDialog(state.query, sheet, query.rows.length, room));
}

function devicePlace({ device, now }: ScreenProps): ReaderPlace {
  // Without the log, whose lines are told as they come.
  const rows = deviceRows(device, { height: room.height, width: room.width, now });
  const log = rows.findIndex(row => spoken(row) === 'Log');
  const heading = [span(`Device pane, ${targetName(device.client)}`)];
  return { key: 'device', heading, rows: log < 0 ? rows : rows.slice(0, log), current: undefined };
}

function twinPlace(props: ScreenProps): ReaderPlace {
  const { state, nodes, twin } = props;
  const version = twin.twin === undefined ? 'not read yet' : `version ${twin.twin.version}`;
  const older = state.twin.at === undefined ? '' : ', an older version';
  return {
    key: `twin ${shownName(state)} ${state.twin.at ?? ''}`,
    heading: [span(`Twin pane, ${shownName(state)}, ${version}${older}, ${nodes.length} lines`)],
    rows: [],
    current: nodeRow(props, nodes[cursorIndex(state, nodes)]),
  };
}

/** A node with its whole path: what stands above it is not seen. */
function nodeRow({ twin, state, now }: ScreenProps, node: TreeNode | undefined): Row | undefined {
  if (twin.twin === undefined || node === undefined) return undefined;
  const [row = []] = twinRows({
    twin: twin.twin,
    nodes: [{ ...node, depth: Math.min(1, node.depth) }],
    cursor: -1,
    top: 0,
    height: 1,
    width: room.width,
    now,
    markChanges: state.twin.at !== undefined,
  });
  if (node.path.length === 0) return row;
  // That the other side differs, or that the key is gone, is told behind it in words.
  const told = /^[≠−]/.test(row[0]?.text ?? '') ? row.slice(1) : row;
  return [span(`${[node.section, ...node.path.slice(0, -1)].join(' ')}: `), ...told];
}

function queryPlace(props: ScreenProps): ReaderPlace {
  const { state, query, results, connection, now } = props;
  const { mode, isLive, table } = state.query;
  const status = queryStatus({ isLive, query, total: results.total, kind: connection.kind, now });
  if (mode === 'prompt') return { key: 'prompt', heading: [span('Query prompt')], rows: [status], current: undefined };
  const heading = [span('Rows of the query: '), ...status];
  return { key: 'rows', heading, rows: [], current: resultRow(props, table.row) };
}

/** A row of the results, each cell with its column's name. */
export function resultRow({ results }: ScreenProps, index: number): Row | undefined {
  const found = results.rows[index]?.row;
  if (found === undefined) return undefined;
  const cells = results.columns.map(({ title, read }) => `${title} ${cellText(read(found)) || 'nothing'}`);
  return [span(`row ${index + 1} of ${results.rows.length}: ${cells.join(', ')}`)];
}

export function headerOf({ connection, state, twin }: ScreenProps): Row {
  return headerRow(connection, shownName(state), twin.twin, room.width);
}
