import { useInput, usePaste, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import { useConnection } from '../../hooks/use-connection.ts';
import { useDevice } from '../../hooks/use-device.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useQuerySession } from '../../hooks/use-query-session.ts';
import { useTwin } from '../../hooks/use-twin.ts';
import { useWireLog } from '../../hooks/use-wire-log.ts';
import { fieldText } from '../edit/text-field.ts';
import { keysOf } from '../keys/key.ts';
import { layout } from '../layout.ts';
import { tableHeight } from '../panes/query-rows.ts';
import { twinTree } from '../panes/twin-tree.ts';
import { problemsOf } from '../query/problems.ts';
import { initialState, type ScreenState } from '../state.ts';
import type { KeyContext } from '../update/key-context.ts';
import { onKey } from '../update/on-key.ts';
import { pasteIntoEdit } from '../update/overlay-keys.ts';
import { pasteIntoPrompt } from '../update/query-keys.ts';
import { type Ends, perform } from './perform.ts';
import { Screen } from './screen.tsx';
import { useCatalogue } from './use-catalogue.ts';
import { useLiveQuery } from './use-live-query.ts';
import { useNow } from './use-now.ts';

export type AppProps = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  readonly lightTheme: boolean;
  readonly onQuit: () => void;
  readonly onForceQuit: () => void;
};

/** The screen with both ends of the hub behind it: hooks in, keys out. The only place that takes input. */
export function App({ connection, device, lightTheme, onQuit, onForceQuit }: AppProps) {
  const { columns, rows } = useWindowSize();
  const [state, setState] = useState(() => initialState(device.client.getSnapshot().deviceId, lightTheme));
  const session = useQuerySession(connection);
  const watcher = connection.watch({ deviceId: state.deviceId });
  const hub = useConnection(connection);
  const deviceView = useDevice(device);
  const twin = useTwin(watcher);
  const query = useQuery(session);
  const wire = useWireLog(connection.wire);
  const now = useNow();
  const catalogue = useCatalogue(twin, query);
  useLiveQuery(session, state.query.isLive, twin.twin, connection.kind === 'local');

  const nodes = useMemo(
    () =>
      twin.twin === undefined
        ? []
        : twinTree({
            twin: twin.twin,
            previous: twin.previous,
            folded: state.twin.folded,
            onlyDifferences: state.twin.onlyDifferences,
          }),
    [twin.twin, twin.previous, state.twin.folded, state.twin.onlyDifferences],
  );
  const text = fieldText(state.query.field);
  const problems = useMemo(() => problemsOf(text), [text]);
  const place = layout(columns, rows, state.focus, state.zoomed);
  const context: KeyContext = {
    twin: twin.twin,
    nodes,
    resultRows: query.rows,
    isQueryRunning: query.status === 'running',
    catalogue,
    halfPage: halfPages(place),
  };
  const ends: Ends = { connection, device, watcher, session, update: setState, quit: onQuit, forceQuit: onForceQuit };
  useKeys(state, setState, context, ends);
  return (
    <Screen
      {...{
        state,
        layout: place,
        now,
        connection: hub,
        device: deviceView,
        twin,
        nodes,
        query,
        problems,
        wire,
        catalogue,
      }}
    />
  );
}

/** Keys of one chunk come one after the other, each on the state that the one before left. */
function useKeys(state: ScreenState, setState: (state: ScreenState) => void, context: KeyContext, ends: Ends): void {
  const latest = useRef({ state, context, ends });
  useEffect(() => {
    latest.current = { state, context, ends };
  });
  const apply = useCallback(
    (next: ScreenState) => {
      latest.current = { ...latest.current, state: next };
      setState(next);
    },
    [setState],
  );
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) {
      const { state: next, effect } = onKey(latest.current.state, pressed, latest.current.context);
      if (next !== latest.current.state) apply(next);
      if (effect !== undefined) void perform(effect, latest.current.ends);
    }
  });
  usePaste(pasted => {
    const { state: current, context: known } = latest.current;
    if (current.overlay?.kind === 'edit') apply(pasteIntoEdit(current, current.overlay, pasted));
    else if (current.overlay === undefined && current.focus === 'query') apply(pasteIntoPrompt(current, pasted, known));
  });
}

function halfPages(place: ReturnType<typeof layout>): KeyContext['halfPage'] {
  if (place.kind === 'too-small') return { twin: 1, query: 1 };
  const half = (height: number) => Math.max(1, Math.floor((height - 2) / 2));
  return {
    twin: half(place.areas.twin.height),
    query: Math.max(1, Math.floor(tableHeight(place.areas.query.height) / 2)),
  };
}
