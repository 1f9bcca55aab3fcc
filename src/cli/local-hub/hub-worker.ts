import { parentPort, workerData } from 'node:worker_threads';
import { startHub } from '../../hub/hub.ts';
import type { HubOptions } from '../../hub/options.ts';
import { AppError } from '../../lib/errors.ts';
import type { FromHub, ToHub } from './hub-thread.ts';

const tell = (message: FromHub) => parentPort!.postMessage(message);

/** The other side of hub-thread.ts: a hub in a thread of its own, until it is told to stop. */
export async function runHubWorker(): Promise<void> {
  try {
    const { address, mqttPort, httpsPort, ca, caFile, serviceConnectionString, notes, stop } = await startHub(
      workerData as HubOptions,
    );
    parentPort!.on('message', async (message: ToHub) => {
      if (message !== 'stop') return;
      await stop();
      tell({ kind: 'stopped' });
      parentPort!.close();
    });
    tell({ kind: 'ready', place: { address, mqttPort, httpsPort, ca, caFile, serviceConnectionString, notes } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message, hint, exitCode, cause } = error;
    tell({ kind: 'refused', message, hint, exitCode, code: (cause as NodeJS.ErrnoException | undefined)?.code });
    parentPort!.close();
  }
}
