import { useApp, useStdout, useWindowSize } from 'ink';
import { useMemo } from 'react';
import type { DeviceClient } from '../../clients/device-client.ts';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import { useConnection } from '../../hooks/use-connection.ts';
import { useDevice } from '../../hooks/use-device.ts';
import { useDeviceList } from '../../hooks/use-device-list.ts';
import { useJobList } from '../../hooks/use-job-list.ts';
import { useObservable } from '../../hooks/use-observable.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useQuerySession } from '../../hooks/use-query-session.ts';
import { useSimulatedDevices } from '../../hooks/use-simulated-devices.ts';
import { useTwin } from '../../hooks/use-twin.ts';
import { useWireLog } from '../../hooks/use-wire-log.ts';
import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { fieldText } from '../edit/text-field.ts';
import { layout } from '../layout.ts';
import { twinTree } from '../panes/twin-tree.ts';
import { type SessionQueries, withQueries } from '../query/history/session-queries.ts';
import { problemsOf } from '../query/problems.ts';
import { queryDoubt } from '../query/results/query-doubt.ts';
import { ReaderScreen } from '../screen-reader/reader-screen.tsx';
import { initialState, type ScreenState } from '../state.ts';
import type { StdioGuard } from '../stdio-guard.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';
import type { TerminalLook } from '../terminal/terminal-look.ts';
import { mouseMode, noWrapMode } from '../terminal/terminal-modes.ts';
import type { KeyContext } from '../update/key-context.ts';
import { shownTarget } from '../update/shown-twin.ts';
import { beforeNews, newsStart } from './before-news.ts';
import type { Ends } from './ends.ts';
import { halfPages, promptWidth } from './page-sizes.ts';
import { Screen, type ScreenProps } from './screen.tsx';
import { useBackground } from './use-background.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useHubNotes } from './use-hub-notes.ts';
import { useKeys } from './use-keys.ts';
import { useLiveQuery } from './use-live-query.ts';
import { useMouse } from './use-mouse.ts';
import { useNotice } from './use-notice.ts';
import { useNow } from './use-now.ts';
import { useProblems } from './use-problems.ts';
import { useResults } from './use-results.ts';
import { useScreenState } from './use-screen-state.ts';
import { useStrays } from './use-strays.ts';
import { useVersionProblem } from './use-version-problem.ts';
import { versionShown } from './version-shown.ts';
import { withoutModes } from './without-modes.ts';

export type AppProps = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  readonly lightTheme: boolean;
  /** Whether the terminal is asked for its background, to choose the theme. */
  readonly asksBackground: boolean;
  /** Lines for a screen reader in the place of the panes. */
  readonly isRead: boolean;
  /** Where Ink reads keys from. It also tells of input that is no key, such as the terminal's background. */
  readonly terminal: TerminalInput;
  /** Keeps what others write, so that it does not end up in a frame. */
  readonly guard: StdioGuard;
  readonly look: TerminalLook;
  /** The queries of earlier sessions, and where those of this one are kept. */
  readonly queries?: SessionQueries | undefined;
  readonly onQuit: () => void;
};

/** The screen with both ends of the hub behind it: hooks in, keys out. The only place that takes input. */
export function App({ connection, device: first, terminal, guard, look, queries, ...options }: AppProps) {
  const { lightTheme, asksBackground, isRead, onQuit } = options;
  const { columns, rows } = useWindowSize();
  const [state, store] = useScreenState(() =>
    withQueries(initialState(first.client.getSnapshot().deviceId, lightTheme), queries),
  );
  const { suspendTerminal } = useApp();
  const { stdout } = useStdout();
  const { current: device, all, simulate } = useSimulatedDevices(connection, first);
  const simulated = all.map(({ client }) => targetOf(client));
  const session = useQuerySession(connection);
  const list = useDeviceList(connection, state.overlay?.kind === 'devices');
  const devices = useObservable(list);
  const jobList = useJobList(connection, showsJobs(state.overlay));
  const jobs = useObservable(jobList);
  const watcher = connection.watch(shownTarget(state));
  const hub = useConnection(connection);
  const deviceView = useDevice(device);
  const twin = useTwin(watcher);
  const query = useQuery(session);
  const wire = useWireLog(connection.wire);
  const now = useNow();
  const catalogue = useCatalogue(connection, twin, query, state.focus === 'query');
  const results = useResults(connection, query, state.query.table, now);
  useLiveQuery(connection, session, state.query.isLive);

  const { history } = twin;
  const start = newsStart(history, now);
  const before = useMemo(() => beforeNews(history, start), [history, start]);
  const shown = useMemo(() => versionShown(twin, state.twin.at, before), [twin, state.twin.at, before]);
  const { folded, onlyDifferences } = state.twin;
  const nodes = useMemo(() => {
    const { twin: document, previous } = shown;
    return document === undefined ? [] : twinTree({ twin: document, previous, folded, onlyDifferences });
  }, [shown, folded, onlyDifferences]);
  const unfolded = () => {
    const { twin: document, previous } = shown;
    return document === undefined ? [] : twinTree({ twin: document, previous, folded: new Set(), onlyDifferences });
  };
  const text = fieldText(state.query.field);
  const problems = useMemo(() => problemsOf(text), [text]);
  const doubt = useMemo(() => queryDoubt(query, catalogue), [query, catalogue]);
  const place = isRead ? layout(120, 60, state.focus, false) : layout(columns, rows, state.focus, state.zoomed);
  const context: KeyContext = {
    twin: twin.twin,
    history,
    devices: devices.rows,
    jobs,
    wire: wire.records,
    hostName: connection.hostName,
    ports: connection.local,
    nodes,
    unfolded,
    results,
    promptWidth: promptWidth(place),
    isQueryRunning: query.status === 'running' || query.status === 'waiting',
    catalogue,
    doubt,
    halfPage: halfPages(place),
  };
  const modes = [...(isRead ? [] : [noWrapMode]), ...(state.mouse ? [mouseMode] : [])];
  const ends: Ends = {
    connection,
    device,
    simulate,
    simulated,
    watcher,
    session,
    devices: list,
    jobs: jobList,
    queryFile: queries?.file,
    update: store.update,
    suspend: work => terminal.lend(() => suspendTerminal(() => withoutModes(stdout, modes, work))),
    control: sequence => void stdout.write(sequence),
    quit: onQuit,
  };
  const shownProps: ScreenProps = {
    state,
    layout: place,
    now,
    connection: hub,
    device: deviceView,
    twin: shown,
    nodes,
    query,
    results,
    problems,
    doubt,
    wire,
    devices,
    jobs,
    simulated: simulated.map(targetName),
    catalogue,
    look,
  };
  useKeys(terminal, store, { context, ends, props: shownProps });
  useBackground(terminal, asksBackground, store.update);
  useMouse(state.mouse);
  useVersionProblem(connection, store.update);
  useHubNotes(connection, store.update);
  useProblems(shownProps, store.update);
  useNotice(state.notice, store.update);
  useStrays(guard, store.update);
  return isRead ? <ReaderScreen {...shownProps} /> : <Screen {...shownProps} />;
}

/** Whether the list of jobs is open, or a question that was asked from it. */
function showsJobs(overlay: ScreenState['overlay']): boolean {
  return overlay?.kind === 'jobs' || overlay?.kind === 'cancel-job' || overlay?.kind === 'confirm-job';
}

/** Which device or module a client is. */
function targetOf(client: DeviceClient): TwinTarget {
  const { deviceId, moduleId } = client.getSnapshot();
  return { deviceId, moduleId };
}
