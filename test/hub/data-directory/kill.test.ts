import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runChild } from '../../helpers/child.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { numberOf, reopened } from '../store/samples.ts';

const writer = join(import.meta.dirname, 'write-and-tell.ts');

it('keeps everything that was acknowledged before a kill, again and again, across snapshots', async () => {
  const directory = temporaryDirectory();
  for (const count of [1, 150, 900]) {
    const told = new Map<string, number>();
    const child = runChild(writer, directory);
    child.lines.on('line', line => {
      const [key, round] = line.split(' ');
      told.set(`twin${key}`, Number(round));
    });
    for (let line = 0; line < count; line++) await child.line();
    await child.kill();
    const found = await reopened({ directory }, state => [...told.keys()].map(key => [key, numberOf(state, key)]));
    expect(found.length).toBeGreaterThan(0);
    // What was on its way may have arrived, too: at most one write of each writer.
    for (const [key, number] of found) {
      expect(number).toBeGreaterThanOrEqual(told.get(key as string)!);
    }
  }
}, 60_000);
