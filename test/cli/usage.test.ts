import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundle } from '../../src/build/bundle.ts';
import { acting } from '../helpers/acting-commands.ts';
import { type Ended, ended, startNode } from '../helpers/cli.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

/** As it is published: many processes are started here, and sources take seconds to load. */
const folder = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
const main = join(folder, 'dist/main.cjs');

beforeAll(async () => {
  await bundle(join(folder, 'dist'));
  copyFileSync(resolve(import.meta.dirname, '../../package.json'), join(folder, 'package.json'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...parameters: readonly string[]): Promise<Ended> {
  const child = startNode([main, ...parameters]);
  child.stdin?.end();
  return ended(child);
}

/** Exit code 2 with nothing on stdout, what is wrong on stderr, and then what to try. */
async function expectUsage(parameters: readonly string[], complaint: string): Promise<void> {
  expect(await run(...parameters)).toEqual({
    code: 2,
    stdout: '',
    stderr: `twin-tui: ${complaint}\nTry --help for usage.\n`,
  });
}

describe.concurrent.each(acting)('$name', ({ command, path }) => {
  const mandatory = command.options.filter(option => option.mandatory).flatMap(({ long }) => [long!, 'x']);
  const { registeredArguments } = command;
  const missing = registeredArguments.find(({ required }) => required)?.name();
  const isVariadic = registeredArguments.some(({ variadic }) => variadic);

  it('refuses an option it does not know', async () => {
    await expectUsage([...path, '--nope', ...mandatory], "unknown option '--nope'");
  });

  it('refuses an option without its value', async () => {
    const valued = command.options.find(({ required }) => required);
    const [long, flags] = valued ? [valued.long!, valued.flags] : ['--data-dir', '--data-dir <dir>'];
    await expectUsage([...path, long], `option '${flags}' argument missing`);
  });

  it.runIf(missing !== undefined)('refuses to run without its arguments', async () => {
    await expectUsage([...path, ...mandatory], `missing required argument '${missing}'`);
  });

  it.runIf(!isVariadic)('refuses more words than it takes', async () => {
    const words = registeredArguments.map(() => 'bash');
    const { length } = words;
    const expected = `${length} argument${length === 1 ? '' : 's'} but got ${length + 1}`;
    const name = path.at(-1);
    await expectUsage(
      [...path, ...words, 'more', ...mandatory],
      `too many arguments for '${name}'. Expected ${expected}.`,
    );
  });

  it.runIf(mandatory.length > 0)('refuses to run without the option it must have', async () => {
    const option = command.options.find(({ mandatory }) => mandatory)!;
    const words = registeredArguments.filter(({ required }) => required).map(() => 'x');
    await expectUsage([...path, ...words], `required option '${option.flags}' not specified`);
  });
});
