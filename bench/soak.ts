import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SoakFigures, soak } from '../test/robustness/soak-run.ts';
import { type SoakSummary, soakSummary } from '../test/robustness/soak-summary.ts';

const devices = 500;
const minute = 60_000;
const goals = { growth: 0.05, p99Ratio: 1.5 };

/**
 * `npm run bench -- soak [--minutes n]`: a hub with 500 devices that report, desired changes, queries, reconnects and
 * the screen attached, for ten minutes or n; memory, handles and latency of the last minute beside the first's.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const minutes = Number(parameters[parameters.indexOf('--minutes') + 1] ?? 10) || 10;
  const directory = await mkdtemp(join(tmpdir(), 'bench-soak-'));
  try {
    const figures = await soak({ directory, devices, milliseconds: minutes * minute });
    const { reports, desired, changes, queries, reconnects, failed, reads } = figures;
    console.log(`${minutes} minutes, ${devices} devices: ${reports} reports, ${changes} desired changes (${desired}`);
    console.log(`pushed), ${queries} queries, ${reads.length} reads, ${reconnects} reconnects, ${failed} failed`);
    const summary = soakSummary(figures, Math.min(minute, (minutes * minute) / 3));
    printMemory(figures, summary);
    const hasKept = printLatency(summary);
    if (failed > 0 || summary.hubGrowth >= goals.growth || !hasKept) process.exitCode = 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function printMemory({ samples }: SoakFigures, { hubGrowth, screenGrowth, handles }: SoakSummary): void {
  const { hub, screen } = samples.at(-1)!;
  const goal = `goal < 5 %: ${verdict(hubGrowth < goals.growth)}`;
  console.log(`hub: ${megabytes(hub)}, ${percent(hubGrowth)} since the first minute (${goal})`);
  console.log(`screen: ${megabytes(screen)}, ${percent(screenGrowth)} since the first minute`);
  console.log(`open files and sockets of the hub: ${handles[0]} after the first minute, ${handles[1]} at the end`);
}

/** What slows a server down that does nothing is none of the hub's doing. */
function printLatency({ p99, bareP99 }: SoakSummary): boolean {
  const row = (name: string, [first, last]: readonly [number, number]) =>
    `p99 of ${name}: ${first.toFixed(1)} ms in the first minute, ${last.toFixed(1)} ms in the last`;
  const ratio = p99[1] / p99[0];
  const bareRatio = bareP99[1] / bareP99[0];
  const isMet = ratio / Math.max(1, bareRatio) <= goals.p99Ratio;
  console.log(`${row('a bare HTTPS server', bareP99)}, ratio ${bareRatio.toFixed(2)}`);
  console.log(`${row('twin GET', p99)}, ratio ${ratio.toFixed(2)} (goal ≤ 1.5 beside it: ${verdict(isMet)})`);
  return isMet;
}

const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');
const percent = (part: number) => `${part < 0 ? '' : '+'}${(part * 100).toFixed(1)} %`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
