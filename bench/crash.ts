import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRun } from '../test/robustness/kill-run.ts';

/** `npm run bench -- crash [kills]`: SIGKILL at random moments under load; what was lost or done twice afterwards. */
export async function run([kills = '200']: readonly string[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-crash-'));
  try {
    const figures = await killRun(directory, Number(kills), () => 50 + Math.random() * 700);
    const { acknowledged, unknownKept, unknownGone, wrong } = figures;
    console.log(`${figures.kills} kills, ${acknowledged} writes acknowledged, ${wrong.length} wrong afterwards`);
    console.log(`in flight at a kill: ${unknownKept} kept, ${unknownGone} not`);
    for (const sentence of wrong) console.log(sentence);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
