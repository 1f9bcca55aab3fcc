import { Box } from 'ink';
import type { DeviceListState } from '../../clients/device-list.ts';
import type { JobListState } from '../../clients/job-list.ts';
import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { DeviceView } from '../../hooks/use-device.ts';
import type { Catalogue } from '../../query/completion/catalogue.ts';
import type { Problem } from '../../query/language/syntax-error.ts';
import type { Layout } from '../layout.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import type { QueryDoubt } from '../query/results/query-doubt.ts';
import type { ScreenState } from '../state.ts';
import { plainLook, type TerminalLook } from '../terminal/terminal-look.ts';
import { dark, light } from '../theme.ts';
import { ScreenRow } from '../widgets/screen-row.tsx';
import { frameRows } from './frame-rows.ts';
import type { ResultsView } from './use-results.ts';
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
  readonly results: ResultsView;
  readonly problems: readonly Problem[];
  readonly doubt?: QueryDoubt | undefined;
  readonly wire: WireView;
  readonly devices: DeviceListState;
  readonly jobs?: JobListState;
  /** Names of the devices and modules simulated here, in the order they began. */
  readonly simulated?: readonly string[];
  readonly catalogue?: Catalogue;
  /** What the terminal can show; without it rows are plain text. */
  readonly look?: TerminalLook;
};

/**
 * The whole screen from plain data: no hub, no clock, no keys. Ink gets ready lines, so that it has little to lay out.
 */
export function Screen(props: ScreenProps) {
  const { layout, look = plainLook, state } = props;
  const { columns, rows } = layout;
  const theme = state.lightTheme ? light : dark;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {frameRows(props).map((row, index) => (
        <ScreenRow key={index} row={row} theme={theme} look={look} />
      ))}
    </Box>
  );
}
