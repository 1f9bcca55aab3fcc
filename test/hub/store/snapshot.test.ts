import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DurableState, type DurableStateOptions } from '../../../src/hub/state/durable-state.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles, type FileCall } from '../../helpers/faulty-files.ts';
import { contentOf, numberOf, reopened, twinChange } from './samples.ts';

async function open(options: Omit<DurableStateOptions, 'directory'> = {}) {
  const directory = temporaryDirectory();
  const state = await DurableState.open({ directory, ...options });
  onTestFinished(() => state.close());
  return { directory, state };
}

/** 8 KB, so that a few dozen twins make several frames of a snapshot. */
const filler = 'filler  '.repeat(1024);

describe('snapshots', () => {
  it('keep the log short while writers go on writing, and nothing is lost', async () => {
    const { directory, state } = await open({ snapshotAfter: 256 * 1024 });
    const written = Array.from({ length: 40 }, () => 0);
    const work = async (writer: number) => {
      for (let round = 1; round <= 60; round++) {
        await state.commit([twinChange(`twin${writer}`, round, filler.slice(0, 4000))]);
        written[writer] = round;
      }
    };
    await Promise.all(written.map((_, writer) => work(writer)));
    const before = contentOf(state);
    await state.close();
    const bytes = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    expect(bytes).toBeLessThan(40 * 60 * 4000 * 0.25);
    expect(readdirSync(directory).length).toBe(2);
    expect(await reopened({ directory }, contentOf)).toEqual(before);
    expect(
      await reopened({ directory }, state => written.map((_, writer) => numberOf(state, `twin${writer}`))),
    ).toEqual(written);
  });

  it.each<FileCall>([
    'open',
    'write',
    'sync',
    'rename',
    'syncDirectory',
  ])('that fail at %s leave all as it was, and the next one does the work', async call => {
    const faulty = new FaultyFiles();
    const { directory, state } = await open({ files: faulty.files });
    for (let number = 0; number < 60; number++) await state.commit([twinChange(`twin${number}`, number, filler)]);
    faulty.before = (made, path) => {
      if (made === call && !path.endsWith('.log')) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    await expect(state.snapshot()).rejects.toThrow('no space');
    await state.commit([twinChange('twin0', 100)]);
    const before = contentOf(state);
    faulty.heal();
    await state.snapshot();
    await state.commit([twinChange('twin1', 101)]);
    await state.close();
    expect(await reopened({ directory }, state => numberOf(state, 'twin1'))).toBe(101);
    expect(before).not.toEqual(await reopened({ directory }, contentOf));
    expect(await reopened({ directory }, state => state.count('twin'))).toBe(60);
    expect(readdirSync(directory).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are given up when a write they have seen is undone', async () => {
    const faulty = new FaultyFiles();
    const { directory, state } = await open({ files: faulty.files });
    for (let number = 0; number < 60; number++) await state.commit([twinChange(`twin${number}`, number, filler)]);
    let undone: Promise<void> | undefined;
    faulty.before = (call, path) => {
      if (call === 'write' && path.endsWith('.tmp')) undone ??= state.commit([twinChange('twin59', -1)]);
      if (call === 'write' && path.endsWith('.log') && undone) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    await expect(state.snapshot()).rejects.toThrow();
    await expect(undone).rejects.toThrow('EIO');
    faulty.heal();
    await state.close();
    expect(await reopened({ directory }, state => numberOf(state, 'twin59'))).toBe(59);
  });

  it('that were begun when the process ended are cleared away', async () => {
    const { directory, state } = await open();
    await state.commit([twinChange('a', 1)]);
    await state.close();
    const faulty = new FaultyFiles();
    faulty.before = call => {
      if (call === 'rename' || call === 'remove') throw new Error('killed');
    };
    const killed = await DurableState.open({ directory, files: faulty.files });
    await expect(killed.snapshot()).rejects.toThrow('killed');
    await killed.close();
    expect(readdirSync(directory)).toContain('000002.snapshot.tmp');
    expect(await reopened({ directory }, state => numberOf(state, 'a'))).toBe(1);
    expect(readdirSync(directory).sort()).toEqual(['000001.log', '000002.log']);
  });
});
