import type { Transport } from '../../clients/device/device-snapshot.ts';
import { startingViews } from '../../hooks/starting-views.ts';
import { layout } from '../layout.ts';
import { noResults } from '../query/results/results-model.ts';
import { initialState } from '../state.ts';
import type { TerminalLook } from '../terminal/terminal-look.ts';
import type { ScreenProps } from './screen.tsx';

/** What is known of a session before its hub has been reached. */
export type StartingSession = {
  readonly kind: 'local' | 'real';
  /** The hub, for the header. */
  readonly label: string;
  /** Nothing will be written until a person unlocks it: the device stays offline. */
  readonly locked: boolean;
  readonly deviceId: string;
  readonly transport: Transport;
};

type Frame = {
  readonly columns: number;
  readonly rows: number;
  readonly now: number;
  readonly since: number;
  readonly lightTheme: boolean;
  readonly look: TerminalLook;
};

/** The screen while its hub is being reached: all panes in place, and nothing claimed that is not known yet. */
export function startingProps(
  session: StartingSession,
  { columns, rows, now, since, lightTheme, look }: Frame,
): ScreenProps {
  const { kind, label, locked, deviceId } = session;
  const state = initialState(deviceId, lightTheme);
  const { device, query, devices } = startingViews(session);
  return {
    state,
    layout: layout(columns, rows, state.focus, false),
    now,
    connection: { kind, label, locked, status: 'connecting', since, latency: undefined, error: undefined },
    device: { ...device, client: { ...device.client, status: locked ? 'offline' : 'connecting', since } },
    twin: {
      target: { deviceId },
      freshness: { kind: 'loading', since },
      twin: undefined,
      previous: undefined,
      receivedAt: undefined,
      history: [],
    },
    nodes: [],
    query,
    results: { ...noResults, total: undefined },
    problems: [],
    wire: { records: [], count: 0 },
    devices,
    look,
  };
}
