import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';

export type Child = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly lines: Interface;
  /** The next line of its output. */
  line(): Promise<string>;
  /** Its exit code and signal. */
  readonly exited: Promise<unknown[]>;
  /** Ends it without giving it a chance to clean up. */
  kill(): Promise<void>;
};

/** Runs a TypeScript file of the tests as a process of its own; it is killed when the test is over. */
export function runChild(file: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), resolve(file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const lines = createInterface({ input: child.stdout });
  const iterator = lines[Symbol.asyncIterator]();
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const line = async () => {
    const { value, done } = await iterator.next();
    if (done) throw new Error(`${file} ended without a further line: ${complaints}`);
    return value as string;
  };
  return { process: child, lines, line, exited, kill };
}
