import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soak } from '../test/robustness/soak-run.ts';
import { soakSummary } from '../test/robustness/soak-summary.ts';

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
    const { reports, desired, changes, queries, reconnects, failed, reads, samples } = figures;
    console.log(`${minutes} minutes, ${devices} devices: ${reports} reports, ${changes} desired changes (${desired}`);
    console.log(`pushed), ${queries} queries, ${reads.length} reads, ${reconnects} reconnects, ${failed} failed`);
    const { hubGrowth, screenGrowth, handles, p99 } = soakSummary(figures, Math.min(minute, (minutes * minute) / 3));
    const last = samples.at(-1)!;
    const verdict = (isMet: boolean) => (isMet ? 'met' : 'MISSED');
    console.log(
      `hub: ${megabytes(last.hub)}, ${percent(hubGrowth)} since the first minute (goal < 5 %: ${verdict(hubGrowth < goals.growth)})`,
    );
    console.log(`screen: ${megabytes(last.screen)}, ${percent(screenGrowth)} since the first minute`);
    console.log(`open files and sockets of the hub: ${handles[0]} after the first minute, ${handles[1]} at the end`);
    const ratio = p99[1] / p99[0];
    console.log(
      `p99 of twin GET: ${p99[0].toFixed(1)} ms in the first minute, ${p99[1].toFixed(1)} ms in the last, ratio ${ratio.toFixed(2)} (goal ≤ 1.5: ${verdict(ratio <= goals.p99Ratio)})`,
    );
    if (failed > 0 || hubGrowth >= goals.growth || ratio > goals.p99Ratio) process.exitCode = 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const percent = (part: number) => `${part < 0 ? '' : '+'}${(part * 100).toFixed(1)} %`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
