import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultKinds } from '../test/robustness/fault-kinds.ts';
import { beginnings, faultSweep } from '../test/robustness/fault-sweep.ts';
import { killRun } from '../test/robustness/kill-run.ts';

/**
 * `npm run bench -- crash [kills]`: every fault at every call of the disk, then SIGKILL at random moments under load;
 * what was lost or done twice afterwards.
 */
export async function run([kills = '200']: readonly string[]): Promise<void> {
  const wrong = [...(await injectFaults()), ...(await kill(Number(kills)))];
  for (const sentence of wrong) console.log(sentence);
  if (wrong.length > 0) process.exitCode = 1;
}

async function injectFaults(): Promise<readonly string[]> {
  const { points, runs, acknowledged, notStarted, wrong } = await faultSweep({ rounds: 8, stride: 1 });
  console.log(`${points} calls of the disk (from ${beginnings.join(', ')}) × ${faultKinds.length} kinds of faults:`);
  console.log(`${runs} runs, ${acknowledged} writes acknowledged, ${wrong.length} lost, doubled or halved`);
  console.log(
    `in ${notStarted} runs the hub refused to start with a clear message, and started when the fault was gone`,
  );
  return wrong;
}

async function kill(kills: number): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-crash-'));
  try {
    const figures = await killRun(directory, kills, () => 50 + Math.random() * 700);
    const { acknowledged, unknownKept, unknownGone, wrong } = figures;
    console.log(`${figures.kills} kills, ${acknowledged} writes acknowledged, ${wrong.length} lost, doubled or halved`);
    console.log(`in flight at a kill: ${unknownKept} kept, ${unknownGone} not`);
    return wrong;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
