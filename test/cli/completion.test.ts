import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatOption } from '../../src/cli/commands/format-option.ts';
import { formats } from '../../src/cli/output/row-writer.ts';
import { createProgram } from '../../src/cli/program.ts';
import { runCli } from '../helpers/cli.ts';
import { isInstalled, offersOfBash, offersOfFish, openZsh, type Shell } from '../helpers/shell-completion.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
const scripts = new Map<Shell, string>();
const folder = mkdtempSync(join(tmpdir(), 'twin-tui-test-'));
/** As the help of `completion` has it. */
const functions = join(folder, 'functions');
const fishFile = join(folder, 'twin-tui.fish');

beforeAll(async () => {
  const ends = await Promise.all(shells.map(shell => runCli(['completion', shell])));
  for (const [index, { stdout }] of ends.entries()) scripts.set(shells[index]!, stdout);
  mkdirSync(functions);
  writeFileSync(join(functions, '_twin-tui'), scripts.get('zsh')!);
  writeFileSync(fishFile, scripts.get('fish')!);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commandNames = createProgram().commands.map(command => command.name());

type Row = readonly [words: readonly string[], offers: readonly string[]];
/** What every shell offers after these words. */
const offered: readonly Row[] = [
  [['twin', 'pat'], ['patch']],
  [['twin', 'patch', 'dev1', '--if'], ['--if-match']],
  [
    ['query', 'x', '--format', ''],
    ['table', 'json', 'ndjson', 'csv'],
  ],
  [
    ['hub', '--tier', 'S'],
    ['S1', 'S2', 'S3'],
  ],
  [
    ['--auth', ''],
    ['key', 'login'],
  ],
  [['--data-dir', 'x', 'device', 'conn'], ['connection-string']],
  // Values of options are no commands, however they are called.
  [
    ['--device', 'hub', 'twin', 'wa'],
    ['watch', 'wait'],
  ],
];

describe.skipIf(!isInstalled('bash'))('completion in bash (skipped where bash is not installed)', () => {
  it.each<Row>([
    ...offered,
    [['tw'], ['twin']],
    [
      ['twin', 'patch', 'dev1', '--conn'],
      ['--connection-string', '--connection'],
    ],
    [['query', 'x', '--format', '=', 'c'], ['csv']],
    [['hub', 'policy', ''], expect.arrayContaining(['list', 'put', 'delete'])],
    [['completion', ''], expect.arrayContaining(['bash', 'zsh', 'fish'])],
    [[''], expect.arrayContaining(commandNames)],
    // Nothing of ours, so that bash offers files.
    [['--data-dir', ''], ['']],
  ])('%j is followed by %j', (words, offers) => {
    expect(offersOfBash(scripts.get('bash')!, ['twin-tui', ...words])).toEqual(offers);
  });

  it('is registered for the program', () => {
    const ask = `${scripts.get('bash')}\ncomplete -p twin-tui`;
    expect(execFileSync('bash', ['-c', ask], { encoding: 'utf8' })).toMatch(/-F _twin_tui twin-tui/);
  });
});

describe.skipIf(!isInstalled('fish'))('completion in fish (skipped where fish is not installed)', () => {
  it.each<Row>([
    ...offered,
    [['tw'], ['twin']],
    [['query', 'x', '--format=c'], ['--format=csv']],
    [
      ['hub', 'policy', ''],
      ['list', 'put', 'delete'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [[''], commandNames],
    // A device may have any name.
    [['twin', 'show', 'job', ''], ['']],
    [['hub', 'import', functions.slice(0, -1)], [`${functions}/`]],
  ])('%j is followed by %j', (words, offers) => {
    expect([...offersOfFish(fishFile, ['twin-tui', ...words].join(' '))].sort()).toEqual([...offers].sort());
  });
});

describe.skipIf(!isInstalled('zsh'))('completion in zsh (skipped where zsh is not installed)', () => {
  it.each([
    ['twin-tui twin pat', 'twin-tui twin patch '],
    ['twin-tui twin patch dev1 --if', 'twin-tui twin patch dev1 --if-match '],
    ['twin-tui query x --format c', 'twin-tui query x --format csv '],
    ['twin-tui query x --format=c', 'twin-tui query x --format=csv '],
    ['twin-tui --data-dir x device conn', 'twin-tui --data-dir x device connection-string '],
    ['twin-tui --device hub twin pat', 'twin-tui --device hub twin patch '],
    ['twin-tui hub import _tw', 'twin-tui hub import _twin-tui '],
    ['twin-tui hub --import _tw', 'twin-tui hub --import _twin-tui '],
  ])('the first Tab after %j makes it %j, from a file in fpath', async (typed, completed) => {
    const zsh = await openZsh(functions);
    zsh.type(`${typed}\t`);
    // Typed after it, so that the blank at the end is seen.
    zsh.type('END');
    await zsh.waitFor(`> ${completed}END`);
  });

  it('offers commands with what they do, and leaves PATH as it was', async () => {
    const zsh = await openZsh(functions);
    zsh.type('twin-tui \t');
    await zsh.waitFor(text => commandNames.every(name => new RegExp(`^${name} +-- `, 'm').test(text)));
    zsh.press('ctrl+u');
    zsh.type('clear; print -r -- "PATH"="$PATH"\r');
    await zsh.waitFor(`PATH=${process.env.PATH}`.slice(0, 100));
  });

  it('is taken by source as well', async () => {
    const zsh = await openZsh(folder);
    zsh.type(`source '${join(functions, '_twin-tui')}' && print "sour"ced\r`);
    await zsh.waitFor('sourced\n');
    zsh.type('twin-tui job can\t');
    await zsh.waitFor('> twin-tui job cancel ');
  });
});

describe('completion', () => {
  it('tells every shell of every command', () => {
    for (const shell of shells) {
      for (const name of commandNames) expect(scripts.get(shell)).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  it('knows the formats there are', () => {
    expect(formatOption().argChoices).toEqual(formats);
  });
});
