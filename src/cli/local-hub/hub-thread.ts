import type { HubOptions } from '../../hub/options.ts';
import { AppError, type ExitCode } from '../../lib/errors.ts';
import { openHubWorker } from './open-hub-worker.ts';

export type RunningPlace = {
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  readonly ca: string;
  readonly caFile: string;
  readonly serviceConnectionString: string;
  /** What was unusual when it started: other ports than asked for, a data directory mended. */
  readonly notes: readonly string[];
};

export type ToHub = 'stop';
export type Refusal = {
  readonly kind: 'refused';
  readonly message: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
  /** The system's, e.g. `EADDRINUSE`. */
  readonly code: string | undefined;
};
export type FromHub = { readonly kind: 'ready'; readonly place: RunningPlace } | Refusal | { readonly kind: 'stopped' };

export type HubThread = RunningPlace & { readonly stop: () => Promise<void> };

/**
 * Starts a hub in a thread of its own, so that it answers while a frame is drawn, and so that both load at the same
 * time. Rejects with the hub's AppError.
 */
export function startHubThread(options: HubOptions): Promise<HubThread> {
  const worker = openHubWorker({ workerData: options, stdout: true, stderr: true });
  // A crash is told when the hub is stopped; until then the screen says that it is gone.
  const gone = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  gone.catch(() => {});
  const stop = () => {
    worker.postMessage('stop' satisfies ToHub);
    return gone;
  };
  return new Promise((resolve, reject) => {
    gone.then(() => reject(new Error('the hub ended before it was ready')), reject);
    worker.once('message', (message: FromHub) => {
      if (message.kind === 'ready') resolve({ ...message.place, stop });
      else if (message.kind === 'refused') reject(refusal(message));
    });
  });
}

function refusal({ message, hint, exitCode, code }: Refusal): AppError {
  const cause = code === undefined ? undefined : Object.assign(new Error(code), { code });
  return new AppError(message, { ...(hint !== undefined && { hint }), exitCode, cause });
}
