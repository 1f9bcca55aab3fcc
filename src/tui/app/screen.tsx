import { Box, Text } from 'ink';
import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { DeviceView } from '../../hooks/use-device.ts';
import type { Catalogue } from '../../query/completion/catalogue.ts';
import type { Problem } from '../../query/language/syntax-error.ts';
import { type Area, type Layout, smallest } from '../layout.ts';
import { age } from '../panes/age.ts';
import { deviceRows } from '../panes/device-rows.ts';
import { footerRow } from '../panes/footer-row.ts';
import { headerRow } from '../panes/header-row.ts';
import { overlayRows } from '../panes/overlay-rows.ts';
import { queryRows } from '../panes/query-rows.ts';
import { twinRows } from '../panes/twin-rows.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import { wireRows } from '../panes/wire-rows.ts';
import type { ScreenState } from '../state.ts';
import { fitRow, type Row, span } from '../text/row.ts';
import { dark, light } from '../theme.ts';
import { cursorIndex } from '../update/twin-keys.ts';
import { PaneFrame } from '../widgets/pane-frame.tsx';
import { ScreenRow } from '../widgets/screen-row.tsx';
import { ThemeContext } from '../widgets/theme-context.ts';
import type { QueryView, TwinView, WireView } from './views.ts';

export type ScreenProps = {
  readonly state: ScreenState;
  readonly layout: Layout;
  readonly now: number;
  readonly connection: ConnectionView;
  readonly device: DeviceView;
  readonly twin: TwinView;
  readonly nodes: readonly TreeNode[];
  readonly query: QueryView;
  readonly problems: readonly Problem[];
  readonly wire: WireView;
  readonly catalogue?: Catalogue;
};

/** The whole screen from plain data: no hub, no clock, no keys. */
export function Screen(props: ScreenProps) {
  const { layout, state } = props;
  if (layout.kind === 'too-small') return <TooSmall columns={layout.columns} rows={layout.rows} />;
  const { columns, rows } = layout;
  return (
    <ThemeContext.Provider value={state.lightTheme ? light : dark}>
      <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
        <ScreenRow row={fitRow(headerRow(props.connection, state.deviceId, props.twin.twin, columns), columns)} />
        {state.overlay === undefined ? <Panes {...props} /> : <OverlayPane {...props} />}
        <ScreenRow row={footerRow(state, columns)} />
      </Box>
    </ThemeContext.Provider>
  );
}

function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  const text = `twin-tui needs ${smallest.columns}×${smallest.rows}, here are ${columns}×${rows}`;
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Text wrap="truncate">{text}</Text>
    </Box>
  );
}

function Panes(props: ScreenProps) {
  const { layout } = props;
  if (layout.kind === 'too-small') return null;
  const { device, twin, query } = layout.areas;
  return (
    <>
      <Box flexDirection={layout.kind === 'wide' ? 'row' : 'column'}>
        <DevicePane {...props} area={device} />
        <TwinPane {...props} area={twin} />
      </Box>
      <QueryPane {...props} area={query} />
    </>
  );
}

type PaneProps = ScreenProps & { readonly area: Area };

function DevicePane({ area, device, state, wire, now }: PaneProps) {
  const height = Math.max(0, area.height - 2);
  const wireHeight = state.showWire ? Math.min(Math.floor(height / 2), 14) : 0;
  const rows = deviceRows(device, height - wireHeight, now);
  const filler = Array.from({ length: Math.max(0, height - wireHeight - rows.length) }, (): Row => []);
  const log = wireHeight === 0 ? [] : [[span('@ Wire', 'title')], ...wireRows(wire.records, wireHeight - 1)];
  return (
    <PaneFrame
      area={area}
      title={`1 Device · ${device.client.deviceId}`}
      focused={state.focus === 'device'}
      rows={[...rows, ...filler, ...log]}
    />
  );
}

function TwinPane({ area, state, twin, nodes, now }: PaneProps) {
  const height = Math.max(0, area.height - 2);
  const focused = state.focus === 'twin';
  const cursor = cursorIndex(state, nodes);
  const top = Math.max(0, Math.min(cursor - Math.floor(height / 2), nodes.length - height));
  const rows =
    twin.twin === undefined
      ? waitingRows(twin)
      : twinRows({
          twin: twin.twin,
          nodes,
          cursor: focused ? cursor : -1,
          top,
          height,
          width: area.width - 4,
          now,
          markChanges: isNews(twin, now),
        });
  return (
    <PaneFrame
      area={area}
      title={`2 Twin · ${state.deviceId}`}
      status={freshnessSpans(twin, now)}
      focused={focused}
      rows={rows}
    />
  );
}

/** Milliseconds for which a change stays marked. */
const newsTime = 10_000;

function isNews({ receivedAt }: TwinView, now: number): boolean {
  return receivedAt !== undefined && now - receivedAt < newsTime;
}

function waitingRows({ freshness }: TwinView): readonly Row[] {
  if (freshness.kind === 'loading') return [[span('reading the twin…', 'muted')]];
  if (freshness.kind === 'live') return [];
  const { error } = freshness;
  return [[span(error.message, 'bad')], ...(error.hint === undefined ? [] : [[span(`→ ${error.hint}`, 'hint')]])];
}

function freshnessSpans({ twin, freshness }: TwinView, now: number): Row {
  const version = twin === undefined ? [] : [span(`v${twin.version} `, 'title')];
  switch (freshness.kind) {
    case 'live':
      return [
        ...version,
        span(
          freshness.pollMilliseconds === undefined ? 'live' : `every ${freshness.pollMilliseconds / 1000} s`,
          'good',
        ),
      ];
    case 'loading':
      return [span('loading…', 'muted')];
    case 'stale':
      return [...version, span(`stale for ${age(freshness.since, now)}`, 'warn')];
    case 'gone':
      return [span('the device is gone', 'bad')];
  }
}

function QueryPane({ area, state, query, problems }: PaneProps) {
  const focused = state.focus === 'query';
  const rows = queryRows({
    prompt: state.query,
    result: query,
    problems,
    focused,
    width: area.width - 4,
    height: Math.max(0, area.height - 2),
  });
  return <PaneFrame area={area} title="3 Query" status={queryStatus(state, query)} focused={focused} rows={rows} />;
}

function queryStatus({ query: { isLive } }: ScreenState, { status, rows, milliseconds, pages }: QueryView): Row {
  const live = isLive ? [span('live · ', 'good')] : [];
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  switch (status) {
    case 'idle':
      return live;
    case 'running':
      return [...live, span(pages === 0 ? 'running…' : `${count}, more coming…`, 'warn')];
    case 'failed':
      return [...live, span('failed', 'bad')];
    case 'cancelled':
      return [...live, span(`cancelled · ${count}`, 'warn')];
    case 'partial':
      return [...live, span(`${count}, there are more: m`, 'title'), span(` · ${milliseconds.toFixed(1)} ms`, 'muted')];
    case 'done':
      return [...live, span(count, 'title'), span(` · ${milliseconds.toFixed(1)} ms`, 'muted')];
  }
}

function OverlayPane({ layout, state, twin }: ScreenProps) {
  if (layout.kind === 'too-small' || state.overlay === undefined) return null;
  const { title, rows } = overlayRows(state, state.overlay, twin.twin);
  return <PaneFrame area={{ width: layout.columns, height: layout.rows - 2 }} title={title} focused rows={rows} />;
}
