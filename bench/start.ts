import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startHub } from '../src/hub/public.ts';
import { untilWritten } from './start/until-written.ts';

const main = resolve(import.meta.dirname, '../dist/main.cjs');

type Case = {
  readonly name: string;
  /** Times the bare start of Node, at most. */
  readonly goal: number | undefined;
  /** Bare Node, started in the same way as those below it. */
  readonly isBase?: true;
  /** Milliseconds of one start. */
  readonly once: () => Promise<number>;
};

/**
 * How long a person waits, beside bare Node in the same run; rounds are interleaved. Processes are timed to their end,
 * what is seen to the byte that makes it whole, in a pseudo-terminal as bare Node's first byte is. The first full frame
 * is Ink's own, with all three panes and what they know while the hub is being reached; when it has been reached is
 * told by itself. Build first (`npm run build`). `--rounds <n>`, 11 unless said.
 */
export async function run(args: readonly string[]): Promise<void> {
  const rounds = Number(args[args.indexOf('--rounds') + 1]) || 11;
  const directory = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  // Nothing of this run is left in the person's own cache.
  process.env.XDG_CACHE_HOME = join(directory, 'cache');
  const hub = await serve(join(directory, 'served'));
  try {
    // The code cache is written once a start has settled.
    await untilWritten({ parameters: [main], ...homeIn(directory), stay: 3_000 }, ['● online']);
    const cases = casesIn(directory);
    const times = cases.map((): number[] => []);
    for (let round = 0; round <= rounds; round++) {
      for (const [index, { once }] of cases.entries()) {
        const time = await once();
        // The first round fills the caches.
        if (round > 0) times[index]!.push(time);
      }
    }
    report(cases, times.map(median), rounds);
    console.log(
      `startHub() after the first in a process: ${median(await hubStarts(rounds)).toFixed(1)} ms   goal 60 ms`,
    );
  } finally {
    await hub.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** All of it written by Ink: the skeleton has no keys and says nothing of a connection. */
const fullFrame = ['1 Device', '2 Twin', '3 Query', '◌ connecting…', 'reading the twin…', '? help'];

function homeIn(directory: string) {
  return { home: join(directory, 'screen'), cache: join(directory, 'cache') };
}

function casesIn(directory: string): readonly Case[] {
  const served = ['--local', '--data-dir', join(directory, 'served')];
  const screen = (texts: readonly string[]) => () => untilWritten({ parameters: [main], ...homeIn(directory) }, texts);
  const bare = () => untilWritten({ parameters: ['-e', 'process.stdout.write("!")'], ...homeIn(directory) }, ['!']);
  const first = () => {
    const emptied = join(directory, 'emptied');
    rmSync(emptied, { recursive: true, force: true });
    return untilWritten({ parameters: [main], ...homeIn(directory), cache: emptied }, fullFrame);
  };
  return [
    { name: 'node -e 0', goal: undefined, isBase: true, once: async () => untilEnd(['-e', '0']) },
    { name: 'twin-tui --version', goal: 1.2, once: async () => untilEnd([main, '--version']) },
    {
      name: 'query against a running hub',
      goal: 5,
      once: async () => untilEnd([main, 'query', 'SELECT * FROM devices', ...served]),
    },
    { name: 'hub --json ready, existing directory', goal: 5, once: () => untilReady(join(directory, 'ready')) },
    { name: 'node -e: a byte in a terminal', goal: undefined, isBase: true, once: bare },
    { name: 'skeleton frame', goal: 1.2, once: screen(['1 Device', '2 Twin', '3 Query']) },
    { name: 'first full frame of the screen', goal: 4, once: screen(fullFrame) },
    { name: '  the same without a code cache', goal: undefined, once: first },
    { name: 'the hub reached, as shown', goal: undefined, once: screen(['● connected']) },
    { name: 'the device online, as shown', goal: undefined, once: screen(['● online']) },
  ];
}

function untilEnd(parameters: readonly string[]): number {
  const start = performance.now();
  execFileSync(process.execPath, parameters, { stdio: 'ignore' });
  return performance.now() - start;
}

async function untilReady(dataDir: string): Promise<number> {
  const start = performance.now();
  const hub = await serve(dataDir);
  const time = performance.now() - start;
  await hub.stop();
  return time;
}

/** A hub in a process of its own, once it accepts connections. */
async function serve(dataDir: string): Promise<{ readonly stop: () => Promise<unknown> }> {
  const ports = ['--mqtt-port', '0', '--https-port', '0'];
  const child = spawn(process.execPath, [main, 'hub', '--json', '--data-dir', dataDir, ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise(done => child.once('exit', done));
  await new Promise(done => createInterface({ input: child.stdout }).once('line', done));
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function hubStarts(rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    const hub = await startHub();
    if (round > 0) times.push(performance.now() - start);
    await hub.stop();
  }
  return times;
}

function report(cases: readonly Case[], medians: readonly number[], rounds: number): void {
  console.log(`Node ${process.version}, medians of ${rounds} interleaved rounds, ms and times bare Node`);
  let base = 0;
  for (const [index, { name, goal, isBase }] of cases.entries()) {
    if (isBase) base = medians[index]!;
    const ratio = medians[index]! / base;
    const wanted = goal === undefined ? '' : `   goal ${goal}x`;
    console.log(`  ${name.padEnd(38)} ${medians[index]!.toFixed(1).padStart(7)}   ${ratio.toFixed(2)}x${wanted}`);
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)]!;
}
