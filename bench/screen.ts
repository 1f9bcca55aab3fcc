import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { percentile } from './query/timings.ts';
import { buildPainters } from './screen/build-painters.ts';
import { largeSection } from './screen/large-twin.ts';
import { FrameTerminal, type KeyTime, pause, type TerminalOptions } from './screen/terminal.ts';

const main = resolve(import.meta.dirname, '../dist/main.cjs');
const sizes = [
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
] as const;

type Size = (typeof sizes)[number];
type Subject = { readonly name: string; readonly open: (size: Size) => Promise<FrameTerminal> };

/**
 * `npm run bench -- screen [--keys <n>]`: from a key to the complete frame over a pseudo-terminal, with a twin of 32 KB
 * in the viewer, 180 keys unless said. Ink painters and the raw writer paint the very same rows without a hub; the
 * program is the built one with its hub, device and clock (`npm run build` first). Rounds are interleaved.
 */
export async function run(args: readonly string[]): Promise<void> {
  const keys = Number(args[args.indexOf('--keys') + 1]) || 180;
  const directory = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  try {
    const subjects = await subjectsIn(directory);
    for (const size of sizes) {
      const times = subjects.map((): KeyTime[] => []);
      for (let round = 0; round < 2; round++) {
        for (const [index, { open }] of subjects.entries()) {
          times[index]!.push(...(await pressKeys(await open(size), keys / 2)));
        }
      }
      report(size, subjects, times);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function subjectsIn(directory: string): Promise<readonly Subject[]> {
  const { stock, ours, raw } = await buildPainters(directory);
  const painter = (program: string, fps: string) => async (size: Size) =>
    ready({ program, ...size, env: { BENCH_FPS: fps } });
  return [
    { name: 'raw writer of changed lines', open: painter(raw, '') },
    { name: 'stock Ink, as it comes (30 frames/s)', open: painter(stock, '30') },
    { name: 'stock Ink, 120 frames/s', open: painter(stock, '120') },
    { name: 'Ink with kept caches, 120 frames/s', open: painter(ours, '120') },
    { name: 'twin-tui itself, hub and all', open: size => openProgram(join(directory, 'data'), size) },
  ];
}

async function ready(options: TerminalOptions): Promise<FrameTerminal> {
  const terminal = new FrameTerminal(options);
  await terminal.wrote('component0');
  return terminal;
}

/** With the large twin in its hub and the viewer in focus. */
async function openProgram(data: string, size: Size): Promise<FrameTerminal> {
  const terminal = new FrameTerminal({ program: main, parameters: ['--data-dir', data], ...size });
  await terminal.wrote('online');
  const patch = JSON.stringify({ properties: { desired: largeSection() } });
  execFileSync(process.execPath, [main, 'twin', 'patch', 'myDeviceId', patch, '--data-dir', data], { stdio: 'ignore' });
  terminal.write('2');
  await terminal.wrote('component0');
  // Until the change is no news any more.
  await pause(2000);
  return terminal;
}

/** Twenty keys warm up; each waits for its frame, and a person's pause follows. Always down: no row was shown before. */
async function pressKeys(terminal: FrameTerminal, count: number): Promise<readonly KeyTime[]> {
  const times: KeyTime[] = [];
  for (let index = -20; index < count; index++) {
    const time = await terminal.press('j');
    if (index >= 0 && time !== undefined) times.push(time);
    await pause(20 + (index % 5) * 5);
  }
  await terminal.close();
  return times;
}

function report({ columns, rows }: Size, subjects: readonly Subject[], times: readonly KeyTime[][]): void {
  console.log(`key to complete frame, ${columns}x${rows}, Node ${process.version}; ms, bytes of the median frame`);
  for (const [index, { name }] of subjects.entries()) {
    const sorted = times[index]!.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const bytes = times[index]!.map(time => time.bytes).sort((a, b) => a - b);
    const [p50, p90, p99] = [0.5, 0.9, 0.99].map(share => percentile(sorted, share).toFixed(1).padStart(6));
    console.log(
      `  ${name.padEnd(38)} p50 ${p50}  p90 ${p90}  p99 ${p99}  ${String(percentile(bytes, 0.5)).padStart(6)} B  ${sorted.length} keys`,
    );
  }
}
