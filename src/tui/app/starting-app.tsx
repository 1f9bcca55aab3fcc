import { useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import type { SessionQueries } from '../query/history/session-queries.ts';
import type { App, AppProps } from './app.tsx';
import { Screen } from './screen.tsx';
import { type StartingSession, startingProps } from './starting-props.ts';
import { useErasedAtEnd } from './use-erased-at-end.ts';
import { useNow } from './use-now.ts';

/** What the screen works with once its hub has been reached. */
export type OpenedSession = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  readonly queries: SessionQueries | undefined;
};

export type StartingAppProps = Omit<AppProps, 'connection' | 'device' | 'queries'> & {
  readonly session: StartingSession;
  /** Called once, after the first frame: what it loads is not in that frame's way. */
  readonly open: () => Promise<OpenedSession>;
  readonly onFailure: (error: unknown) => void;
};

/** All panes at once, then the same with a hub behind them. Keys typed until then are kept for it, `q` leaves. */
export function StartingApp({ session, open, onFailure, ...props }: StartingAppProps) {
  const [opened, setOpened] = useState<Opened>();
  const { terminal, isRead, onQuit } = props;
  useErasedAtEnd(!isRead);
  useEffect(() => {
    // The frame is written when React is done with it.
    const soon = setImmediate(() => void withApp(open()).then(setOpened, onFailure));
    return () => clearImmediate(soon);
  }, [open, onFailure]);
  useEffect(() => {
    if (opened !== undefined) return;
    return terminal.onTyped(keys => {
      if (keys === 'q' || keys.includes('\u0003')) onQuit();
    });
  }, [opened, terminal, onQuit]);
  if (opened !== undefined) return <opened.App {...props} {...opened.session} />;
  return <StartingScreen session={session} {...props} />;
}

type Opened = { readonly session: OpenedSession; readonly App: typeof App };

/** Loads the app behind the first frame, which does not need what keys can ask for. */
async function withApp(opening: Promise<OpenedSession>): Promise<Opened> {
  opening.catch(() => {});
  const { App } = await import('./app.tsx');
  return { session: await opening, App };
}

function StartingScreen({ session, lightTheme, look }: Pick<StartingAppProps, 'session' | 'lightTheme' | 'look'>) {
  const { columns, rows } = useWindowSize();
  const now = useNow();
  const [since] = useState(now);
  return <Screen {...startingProps(session, { columns, rows, now, since, lightTheme, look })} />;
}
