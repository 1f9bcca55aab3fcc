/**
 * What the bundle's main file loads by `loadProgram`: all commands, and the other thread. Each is evaluated when it is
 * asked for, since the bundler keeps late imports late.
 */
export type Program = {
  readonly run: (parameters: readonly string[]) => Promise<void>;
  readonly runHubWorker: () => Promise<void>;
};

export const run: Program['run'] = async parameters => (await import('../run.ts')).run(parameters);

export const runHubWorker: Program['runHubWorker'] = async () =>
  (await import('../local-hub/hub-worker.ts')).runHubWorker();
