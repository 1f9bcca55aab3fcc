import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { watchSecrets } from './secret-watch.ts';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'src/main.ts');

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type CliOptions = {
  readonly stdin?: string;
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
  /** Another Node than this one. */
  readonly node?: string;
};

/** An empty directory that is removed when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs the program from its sources, in an environment without any settings, until it ends. */
export function runCli(parameters: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const child = startCli(parameters, options);
  child.stdin?.end(options.stdin ?? '');
  return ended(child);
}

export function startCli(parameters: readonly string[], options: CliOptions = {}): ChildProcess {
  const child = startNode(['--import', import.meta.resolve('tsx'), main, ...parameters], options);
  let output = '';
  const listen = (chunk: Buffer | string) => {
    output += chunk;
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', listen);
  watchSecrets({ parameters, env: options.env, output: () => output });
  return child;
}

/** A Node process with nothing in its environment but what is given. */
export function startNode(parameters: readonly string[], options: CliOptions = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(options.node ?? process.execPath, parameters, {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH, HOME, XDG_CONFIG_HOME: '/nonexistent', NODE_NO_WARNINGS: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

export function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolvePromise, reject) => {
    child.on('error', reject);
    child.on('close', code => resolvePromise({ code, stdout, stderr }));
  });
}

export type ReadyLine = {
  readonly event: 'ready';
  readonly hostName: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  readonly caFile: string;
  readonly serviceConnectionString: string;
  readonly dataDir: string | null;
  readonly pid: number;
};

/** `twin-tui hub --json` in a process of its own, stopped when the test is over. */
export async function startHubProcess(...parameters: readonly string[]): Promise<ReadyLine> {
  const child = startCli(['hub', '--json', ...parameters]);
  const end = ended(child);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await end;
  });
  const lines = createInterface({ input: child.stdout! });
  const first = new Promise<string>(resolveLine => lines.once('line', resolveLine));
  const line = await Promise.race([first, end.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  return JSON.parse(line) as ReadyLine;
}
