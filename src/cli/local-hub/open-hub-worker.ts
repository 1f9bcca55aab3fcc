import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts the hub's thread from sources, which need a loader first that an option cannot give. The bundle has its own:
 * bundle/bundled-open-hub-worker.ts.
 */
export function openHubWorker(options: WorkerOptions): Worker {
  const [loader, file] = [import.meta.resolve('tsx/esm/api'), import.meta.resolve('./hub-worker.ts')];
  const load = `import(${JSON.stringify(loader)}).then(({ register }) => (register(), import(${JSON.stringify(file)})))`;
  return new Worker(`${load}.then(({ runHubWorker }) => runHubWorker())`, { ...options, eval: true });
}
