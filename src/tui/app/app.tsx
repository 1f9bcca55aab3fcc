import { useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import { useConnection } from '../../hooks/use-connection.ts';
import { useDevice } from '../../hooks/use-device.ts';
import { useDeviceList } from '../../hooks/use-device-list.ts';
import { useObservable } from '../../hooks/use-observable.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useQuerySession } from '../../hooks/use-query-session.ts';
import { useSimulatedDevices } from '../../hooks/use-simulated-devices.ts';
import { useTwin } from '../../hooks/use-twin.ts';
import { useWireLog } from '../../hooks/use-wire-log.ts';
import { fieldText } from '../edit/text-field.ts';
import { type Key, keysOf } from '../keys/key.ts';
import { layout } from '../layout.ts';
import { tableHeight } from '../panes/query-rows.ts';
import { twinTree } from '../panes/twin-tree.ts';
import { textWidth } from '../query/editor/editor-view.ts';
import { type SessionQueries, withQueries } from '../query/history/session-queries.ts';
import { problemsOf } from '../query/problems.ts';
import { initialState, type ScreenState } from '../state.ts';
import type { TerminalInput } from '../terminal/terminal-input.ts';
import type { TerminalLook } from '../terminal/terminal-look.ts';
import type { KeyContext } from '../update/key-context.ts';
import { onKey } from '../update/on-key.ts';
import { pasteIntoOverlay } from '../update/overlay-keys.ts';
import { pasteIntoQuery } from '../update/query-keys.ts';
import type { Ends } from './ends.ts';
import { perform } from './perform.ts';
import { Screen } from './screen.tsx';
import { useBackground } from './use-background.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useLiveQuery } from './use-live-query.ts';
import { useNow } from './use-now.ts';
import { useResults } from './use-results.ts';
import type { TwinView } from './views.ts';

export type AppProps = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  readonly lightTheme: boolean;
  /** Whether the terminal is asked for its background, to choose the theme. */
  readonly asksBackground: boolean;
  /** Where Ink reads keys from, for what is no key. */
  readonly terminal: TerminalInput;
  readonly look: TerminalLook;
  /** The queries of earlier sessions, and where those of this one are kept. */
  readonly queries?: SessionQueries | undefined;
  readonly onQuit: () => void;
  readonly onForceQuit: () => void;
};

/** The screen with both ends of the hub behind it: hooks in, keys out. The only place that takes input. */
export function App(props: AppProps) {
  const { connection, device: first, lightTheme, asksBackground, terminal, look, queries, onQuit, onForceQuit } = props;
  const { columns, rows } = useWindowSize();
  const [state, setState] = useState(() =>
    withQueries(initialState(first.client.getSnapshot().deviceId, lightTheme), queries),
  );
  const { suspendTerminal } = useApp();
  const { current: device, simulate } = useSimulatedDevices(connection, first);
  const session = useQuerySession(connection);
  const list = useDeviceList(connection);
  const devices = useObservable(list);
  const watcher = connection.watch({ deviceId: state.deviceId });
  const hub = useConnection(connection);
  const deviceView = useDevice(device);
  const twin = useTwin(watcher);
  const query = useQuery(session);
  const wire = useWireLog(connection.wire);
  const now = useNow();
  const catalogue = useCatalogue(connection, twin, query, state.focus === 'query');
  const results = useResults(connection, query, state.query.table, now);
  useLiveQuery(connection, session, state.query.isLive);

  const shown = useMemo(() => versionShown(twin, state.twin.at), [twin, state.twin.at]);
  const { folded, onlyDifferences } = state.twin;
  const nodes = useMemo(() => {
    const { twin: document, previous } = shown;
    return document === undefined ? [] : twinTree({ twin: document, previous, folded, onlyDifferences });
  }, [shown, folded, onlyDifferences]);
  const text = fieldText(state.query.field);
  const problems = useMemo(() => problemsOf(text), [text]);
  const place = layout(columns, rows, state.focus, state.zoomed);
  const context: KeyContext = {
    twin: twin.twin,
    history: twin.history,
    devices: devices.rows,
    wire: wire.records,
    hostName: connection.hostName,
    nodes,
    results,
    promptWidth: promptWidth(place),
    isQueryRunning: query.status === 'running' || query.status === 'waiting',
    catalogue,
    halfPage: halfPages(place),
  };
  const ends: Ends = {
    connection,
    device,
    simulate,
    watcher,
    session,
    devices: list,
    queryFile: queries?.file,
    update: setState,
    suspend: suspendTerminal,
    control: sequence => void process.stdout.write(sequence),
    quit: onQuit,
    forceQuit: onForceQuit,
  };
  useKeys(terminal, state, setState, context, ends);
  useBackground(terminal, asksBackground, setState);
  return (
    <Screen
      {...{
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
        wire,
        devices,
        catalogue,
        look,
      }}
    />
  );
}

/** An older version in the place of the newest, with what it changed. */
function versionShown(twin: TwinView, at: number | undefined): TwinView {
  const index = at === undefined ? -1 : twin.history.findLastIndex(({ document }) => document.version === at);
  if (index < 0) return twin;
  return { ...twin, twin: twin.history[index]!.document, previous: twin.history[index - 1]?.document };
}

/** Keys of one chunk come one after the other, each on the state that the one before left. */
function useKeys(
  terminal: TerminalInput,
  state: ScreenState,
  setState: (state: ScreenState) => void,
  context: KeyContext,
  ends: Ends,
): void {
  const latest = useRef({ state, context, ends });
  // In the commit itself: a key may come right after the frame it answers.
  useLayoutEffect(() => {
    latest.current = { state, context, ends };
  });
  const apply = useCallback(
    (next: ScreenState) => {
      latest.current = { ...latest.current, state: next };
      setState(next);
    },
    [setState],
  );
  const press = useCallback(
    (pressed: Key) => {
      const { state: next, effect } = onKey(latest.current.state, pressed, latest.current.context);
      if (next !== latest.current.state) apply(next);
      if (effect !== undefined) void perform(effect, latest.current.ends);
    },
    [apply],
  );
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) press(pressed);
  });
  useEffect(
    () =>
      terminal.onEvent(event => {
        if (event.kind === 'key') press({ name: event.name, text: undefined });
      }),
    [terminal, press],
  );
  usePaste(pasted => {
    const { state: current } = latest.current;
    if (current.overlay !== undefined) apply(pasteIntoOverlay(current, current.overlay, pasted));
    else if (current.focus === 'query') apply(pasteIntoQuery(current, pasted));
  });
}

/** Cells of the prompt's lines. */
function promptWidth(place: ReturnType<typeof layout>): number {
  return place.kind === 'too-small' ? 1 : textWidth(place.areas.query.width - 4);
}

function halfPages(place: ReturnType<typeof layout>): KeyContext['halfPage'] {
  if (place.kind === 'too-small') return { twin: 1, query: 1 };
  const half = (height: number) => Math.max(1, Math.floor((height - 2) / 2));
  return {
    twin: half(place.areas.twin.height),
    query: Math.max(1, Math.floor(tableHeight(place.areas.query.height) / 2)),
  };
}
