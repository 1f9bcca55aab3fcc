import type { DeviceList } from '../../clients/device-list.ts';
import type { HubConnection } from '../../clients/hub-connection.ts';
import type { JobList } from '../../clients/job-list.ts';
import type { QuerySession } from '../../clients/query-session.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import type { TwinWatcher } from '../../clients/twin-watcher.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import type { TwinTarget } from '../../twin/twin-document.ts';
import type { QueryFile } from '../query/history/query-file.ts';
import type { Notice, ScreenState, ShownProblem } from '../state.ts';

/** All that an effect may reach. */
export type Ends = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  /** Shows a simulated device or module, begun where it is new. */
  readonly simulate: (target: TwinTarget) => void;
  /** All that are simulated here, in the order they began. */
  readonly simulated: readonly TwinTarget[];
  readonly watcher: TwinWatcher;
  readonly session: QuerySession;
  readonly devices: DeviceList;
  readonly jobs: JobList;
  /** Where history and favourites are kept; undefined keeps nothing. */
  readonly queryFile: QueryFile | undefined;
  readonly update: (change: (state: ScreenState) => ScreenState) => void;
  /** Gives the terminal to another program for as long as the work takes. */
  readonly suspend: (work: () => Promise<void>) => Promise<void>;
  /** Writes a control sequence of ours past the frame. */
  readonly control: (sequence: string) => void;
  readonly quit: () => void;
};

export function notify({ update }: Ends, notice: Notice): void {
  update(state => ({ ...state, notice }));
}

export function failure(error: unknown): Notice {
  const hint = screenHints.get(troubleOf(error)) ?? (error instanceof AppError ? error.hint : undefined);
  return { tone: 'bad', text: messageOf(error), hint };
}

/** Hints for the screen. The errors' own are for the command line, and name flags and commands. */
const screenHints: ReadonlyMap<unknown, string> = new Map([
  ['conflict', 'Look at what is there now, then do it again.'],
  ['device-not-online', 'Connect the device, then try again; o does it for one simulated here.'],
  ['device-not-found', 'd in the device pane lists the devices.'],
]);

export function problemOf(error: unknown, otherwise: string): ShownProblem {
  const { text: message, hint = otherwise } = failure(error);
  return { message, hint };
}

/**
 * What is wrong, in the clients' word for it. Their class cannot be named here: the clients' code is out of the
 * screen's reach.
 */
export function troubleOf(error: unknown): unknown {
  return error instanceof AppError && 'trouble' in error ? error.trouble : undefined;
}
