import { AppError, ExitCode } from '../../lib/errors.ts';
import { importSource } from '../import-source.ts';
import { interruptSignal } from '../interrupt.ts';
import { openHubCall } from '../local-hub/hub-call.ts';
import { directoryFor, withLocalHub } from '../local-hub/with-local-hub.ts';
import { note, print } from '../output/print.ts';
import { Progress } from '../output/progress.ts';
import type { ConnectionFlags } from '../settings/config.ts';

/** `hub export`: all that a hub keeps as JSON lines, keys included. */
export async function exportHub(flags: ConnectionFlags): Promise<void> {
  await withLocalHub(flags, 'reads', async hub => {
    const answer = await openHubCall(hub, { method: 'GET', path: '/$twin-tui/export' });
    const progress = new Progress();
    let bytes = 0;
    try {
      for await (const chunk of answer.setEncoding('utf8')) {
        const text = chunk as string;
        await print(text);
        bytes += Buffer.byteLength(text);
        progress.count(Math.ceil(bytes / 1_000), 'kB exported');
      }
    } finally {
      progress.end();
    }
    if (!answer.complete) {
      throw new AppError('the hub ended before the export did: what was printed is cut off', {
        hint: 'Throw it away and export again; the hub need not run for it.',
      });
    }
  });
}

/** `hub import`: fills an empty data directory; all of it or nothing. */
export async function importHub(file: string, flags: ConnectionFlags): Promise<void> {
  const dataDir = directoryFor(flags, 'writes');
  const { readRunningHub } = await import('../../hub/data-directory/running-hub.ts');
  const running = await readRunningHub(dataDir);
  if (running !== undefined) {
    throw new AppError(`a hub runs on ${dataDir}, as process ${running.pid}`, {
      hint: 'Stop it first, or import into another directory with --data-dir.',
      exitCode: ExitCode.failed,
    });
  }
  const { startHub } = await import('../../hub/hub.ts');
  const { signal, release } = interruptSignal();
  try {
    const hub = await startHub({ dataDir, importFrom: await importSource(file, signal), signal });
    await hub.stop();
  } finally {
    release();
  }
  note(`imported into ${dataDir}`);
}
