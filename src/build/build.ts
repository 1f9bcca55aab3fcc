import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { writeTypes } from './hub-types.ts';

/** Makes dist/. `--if-stale` does nothing when dist/ is newer than every source, so that `npm start` is quick. */
const root = resolve(import.meta.dirname, '../..');
const output = join(root, 'dist');
const sources = ['src', 'package-lock.json', 'package.json', 'tsconfig.json'];

function newest(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(...readdirSync(path).map(name => newest(join(path, name))));
}

function isFresh(): boolean {
  try {
    const built = statSync(join(output, 'main.cjs')).mtimeMs;
    return sources.every(name => newest(join(root, name)) < built);
  } catch {
    return false;
  }
}

const starting = process.argv.includes('--if-stale');
if (!starting || !isFresh()) {
  await bundle(output);
  // Only what is published needs them.
  if (!starting) writeTypes(output);
}
