import type { Transport } from '../../clients/device/device-snapshot.ts';
import { DeviceClient } from '../../clients/device-client.ts';
import { unreadDeviceList } from '../../clients/device-list.ts';
import { idleQuery } from '../../clients/query-session.ts';
import { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
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
  const { client, simulation } = deviceAtRest(session);
  return {
    state,
    layout: layout(columns, rows, state.focus, false),
    now,
    connection: { kind, label, locked, status: 'connecting', since, latency: undefined, error: undefined },
    device: { client: { ...client, status: locked ? 'offline' : 'connecting', since }, simulation },
    twin: {
      target: { deviceId },
      freshness: { kind: 'loading', since },
      twin: undefined,
      previous: undefined,
      receivedAt: undefined,
      history: [],
    },
    nodes: [],
    query: idleQuery,
    results: { ...noResults, total: undefined },
    problems: [],
    wire: { records: [], count: 0 },
    devices: unreadDeviceList,
    look,
  };
}

/** What a device says of itself before it has connected; this one never does. */
function deviceAtRest({ deviceId, transport }: StartingSession) {
  const connectionString = () => Promise.reject(new Error('the hub has not been reached yet'));
  const device = new SimulatedDevice({ client: new DeviceClient({ deviceId, transport, connectionString }) });
  const view = { client: device.client.getSnapshot(), simulation: device.getSnapshot() };
  device.close();
  return view;
}
