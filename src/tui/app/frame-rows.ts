import { type DrawnDialog, drawnDialog } from '../dialogs/dialog-rows.ts';
import { type Layout, smallest } from '../layout.ts';
import { devicePane } from '../panes/device-pane.ts';
import { footerRow } from '../panes/footer-row.ts';
import { headerRow } from '../panes/header-row.ts';
import { queryPane } from '../panes/query-pane.ts';
import { twinPane } from '../panes/twin-pane.ts';
import { sheetRows } from '../query/sheets/sheet-rows.ts';
import { fitRow, over, type Row, rowWidth, span } from '../text/row.ts';
import { shownName } from '../update/shown-twin.ts';
import type { ScreenProps } from './screen.tsx';

/** Every line of the screen, each as wide as the screen: header, panes, what lies over them, and the line of keys. */
export function frameRows(props: ScreenProps): readonly Row[] {
  const { layout, state, connection, twin } = props;
  const { columns } = layout;
  if (layout.kind === 'too-small') return [tooSmallRow(layout)];
  const panes = paneRows(props, layout);
  const { rows, hasMore } = dialogOf(props);
  return [
    fitRow(headerRow(connection, shownName(state), twin.twin, columns), columns),
    ...withDialog(panes, rows, columns),
    footerRow(state, columns, hasMore),
  ];
}

/** What lies over the panes: the screen's dialog, else the sheet of the query; no lines where there is neither. */
function dialogOf(props: ScreenProps): DrawnDialog {
  const { state, query, layout } = props;
  if (state.overlay !== undefined) return drawnDialog(props, state.overlay);
  const { sheet } = state.query;
  const isOpen = sheet !== undefined && state.focus === 'query';
  return { rows: isOpen ? sheetRows(state.query, sheet, query.rows.length, layout) : [], hasMore: true };
}

function tooSmallRow({ columns, rows }: Layout): Row {
  return fitRow([span(`twin-tui needs ${smallest.columns}×${smallest.rows}, here are ${columns}×${rows}`)], columns);
}

function paneRows(
  { state, device, twin, nodes, query, results, problems, doubt, connection, wire, simulated = [], now }: ScreenProps,
  { kind, areas }: Exclude<Layout, { kind: 'too-small' }>,
): readonly Row[] {
  const { showWire, focus } = state;
  const above = devicePane({ area: areas.device, device, simulated, wire, showWire, focused: focus === 'device', now });
  const beside = twinPane({ area: areas.twin, state, twin, nodes, now });
  const below = queryPane({ area: areas.query, state, query, results, problems, doubt, connection, now });
  if (kind === 'stacked') return [...above, ...beside, ...below];
  return [...above.map((row, index) => [...row, ...beside[index]!]), ...below];
}

/** Draws a dialog over the middle of the panes, which stay visible around it. */
function withDialog(panes: readonly Row[], dialog: readonly Row[], columns: number): readonly Row[] {
  const left = Math.max(0, Math.floor((columns - rowWidth(dialog[0] ?? [])) / 2));
  const top = Math.max(0, Math.floor((panes.length - dialog.length) / 3));
  return panes.map((row, index) => {
    const line = dialog[index - top];
    return line === undefined ? row : over(row, left, line);
  });
}
