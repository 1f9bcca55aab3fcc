import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** In the place of ../local-hub/open-hub-worker.ts in the bundle, which has the thread's file beside the program. */
export function openHubWorker(options: WorkerOptions): Worker {
  return new Worker(join(import.meta.dirname, 'hub-worker.cjs'), options);
}
