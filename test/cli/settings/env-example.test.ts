import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** Where platforms say that files go: read, but nothing that a person sets for this program. */
const ofThePlatform = ['APPDATA', 'LOCALAPPDATA', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];
/** What terminals and shells tell of themselves. */
const ofTheTerminal = [
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'COLORFGBG',
  'COLORTERM',
  'TERM',
  'TERM_PROGRAM',
  'TMUX',
  'WT_SESSION',
  'SSH_TTY',
];
const ofNode = ['NODE_ENV', 'NODE_DISABLE_COMPILE_CACHE'];

function sources(): string {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  // The build names variables of the packages it bundles; the program does not read them.
  const own = names.filter(name => /\.tsx?$/.test(name) && !name.startsWith('build'));
  const texts = own.map(name => readFileSync(join(root, 'src', name), 'utf8'));
  return texts.join('\n');
}

it('.env.example names every variable that is read', () => {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const text = sources();
  const read = new Set([
    ...[...text.matchAll(/(?:process\.env|environment|env)\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name!),
    ...[...text.matchAll(/const \w+Variable = '([A-Z0-9_]+)'/g)].map(([, name]) => name!),
    ...[...text.matchAll(/const \{ ([A-Z0-9_, ]+) \} = (?:process\.env|environment)/g)].flatMap(([, n]) =>
      n!.split(', '),
    ),
  ]);
  const known = [...ofThePlatform, ...ofTheTerminal, ...ofNode];
  const missing = [...read].filter(name => !known.includes(name) && !new RegExp(`\\b${name}\\b`).test(example));
  expect(read.size).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});
