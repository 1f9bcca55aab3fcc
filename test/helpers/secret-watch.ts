import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished } from 'vitest';

export type WatchedRun = {
  readonly parameters: readonly string[];
  readonly env?: { readonly [name: string]: string } | undefined;
  /** All that it wrote, wherever a person or a log would see it. */
  readonly output: () => string;
};

/** What shows secrets because it was asked for by name: to hand them to other programs is what these are for. */
const tellers: readonly (readonly string[])[] = [
  ['hub', '--json'],
  ['hub', 'export'],
  ['hub', 'policy', 'put'],
  ['device', 'create'],
  ['device', 'connection-string'],
];
/** Where secrets belong, all other files of a data directory hold none. */
const safes = /^(store\/.+|(ca|server)-key\.pem|hub\.json)$/;

/** When the test is over: what `expectNoSecrets` does. */
export function watchSecrets(run: WatchedRun): void {
  // What a `beforeAll` starts outlives the test.
  if (expect.getState().currentTestName === undefined) return;
  onTestFinished(() => expectNoSecrets(run));
}

/**
 * No key of the hub in its data directory, and no secret it was given, is in what the program wrote or in another file it
 * keeps; and those files are their owner's alone.
 */
export function expectNoSecrets({ parameters, env = {}, output }: WatchedRun): void {
  const directory = parameters[parameters.indexOf('--data-dir') + 1];
  const files = parameters.includes('--data-dir') && directory !== undefined ? filesOf(directory) : [];
  const secrets = new Set([...Object.values(env), ...parameters].flatMap(secretsIn));
  for (const { text } of files) for (const secret of secretsIn(text)) secrets.add(secret);
  expect(
    files.filter(({ mode }) => (mode & 0o077) !== 0).map(({ name }) => name),
    'files that others may read',
  ).toEqual([]);
  const told = tellers.some(words => words.every(word => parameters.includes(word))) ? '' : output();
  const kept = files.filter(({ name }) => !safes.test(name)).map(({ text }) => text);
  const leaks = [...secrets].filter(secret => [told, ...kept].some(text => holds(text, secret)));
  expect(leaks.map(mask), 'secrets that were told').toEqual([]);
}

/** A terminal breaks long texts, and moves its cursor in between. */
function holds(text: string, secret: string): boolean {
  return text.includes(secret) || text.includes(encodeURIComponent(secret)) || plain(text).includes(secret);
}

const plain = (text: string) => stripVTControlCharacters(text).replaceAll(/[\s│┃]/g, '');

type KeptFile = { readonly name: string; readonly text: string; readonly mode: number };

function filesOf(directory: string, below = ''): KeptFile[] {
  if (!existsSync(join(directory, below))) return [];
  return readdirSync(join(directory, below), { withFileTypes: true }).flatMap(entry => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return filesOf(directory, name);
    return entry.isFile() ? fileOf(directory, name) : [];
  });
}

/** A hub that still runs may replace a file meanwhile. */
function fileOf(directory: string, name: string): KeptFile[] {
  const path = join(directory, name);
  try {
    return [{ name, text: readFileSync(path, 'latin1'), mode: statSync(path).mode }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Keys as they stand in connection strings, tokens and what the hub stores. */
function secretsIn(text: string): string[] {
  const patterns = [
    /"(?:primary|secondary)Key":"([A-Za-z0-9+/=]{20,})"/g,
    /SharedAccessKey=([A-Za-z0-9+/=]{20,})/g,
    /[&;?]sig=([^&;\s"]{20,})/g,
  ];
  return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, secret]) => secret!));
}

function mask(secret: string): string {
  return `${secret.slice(0, 4)}… (${secret.length} characters)`;
}
