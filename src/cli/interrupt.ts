import { AppError, ExitCode } from '../lib/errors.ts';

/** SIGHUP comes when the terminal's window is closed or a remote shell is gone. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** `timeout` and npm send a signal to the program and to its group as well: what comes so soon (ms) is the same one. */
const sameWithin = 250;

/** Aborted by the first SIGINT, SIGTERM or SIGHUP; another one that comes later ends the process at once. */
export function interruptSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  let interruptedAt = 0;
  const interrupt = () => {
    if (!controller.signal.aborted) {
      interruptedAt = performance.now();
      controller.abort(new AppError('interrupted', { exitCode: ExitCode.interrupted }));
    } else if (performance.now() - interruptedAt > sameWithin) process.exit(ExitCode.interrupted);
  };
  for (const name of signals) process.on(name, interrupt);
  const release = () => {
    for (const name of signals) process.off(name, interrupt);
  };
  return { signal: controller.signal, release };
}

/** Rejects with the signal's reason once it is aborted. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
