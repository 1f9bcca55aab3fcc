import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles } from '../../helpers/faulty-files.ts';
import { numberOf, reopened, twinChange } from './samples.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function logText(directory: string): string {
  return readdirSync(directory)
    .filter(name => name.endsWith('.log'))
    .map(name => readFileSync(join(directory, name), 'latin1'))
    .join('');
}

describe('a twin that is written many times while the disk is busy', () => {
  it('is seen as each write left it, and put on the disk once, as the last one left it', async () => {
    const directory = temporaryDirectory();
    const state = await DurableState.open({ directory });
    await state.commit([twinChange('dev1', 0)]);
    const commits = range(50).map(number => {
      const done = state.commit([twinChange('dev1', number)]);
      expect(numberOf(state, 'dev1')).toBe(number);
      expect(state.settled('twin', 'dev1')).toBeDefined();
      return done;
    });
    await Promise.all(commits);
    expect(state.settled('twin', 'dev1')).toBeUndefined();
    await state.close();
    // The twin as it was made, and as it became.
    expect(logText(directory).match(/"number":\d+/g)).toEqual(['"number":0', '"number":50']);
    expect(await reopened({ directory }, again => numberOf(again, 'dev1'))).toBe(50);
  });

  it('stays away when it is deleted in the same breath', async () => {
    const directory = temporaryDirectory();
    const state = await DurableState.open({ directory });
    await state.commit([twinChange('dev1', 0)]);
    await Promise.all([
      state.commit([twinChange('dev1', 1)]),
      state.commit([{ kind: 'twin', key: 'dev1', value: undefined }]),
    ]);
    expect(state.get('twin', 'dev1')).toBeUndefined();
    await state.close();
    expect(await reopened({ directory }, again => again.get('twin', 'dev1'))).toBeUndefined();
  });

  it('is the new one when it was deleted and made again', async () => {
    const directory = temporaryDirectory();
    const state = await DurableState.open({ directory });
    await state.commit([twinChange('dev1', 0)]);
    await Promise.all([
      state.commit([twinChange('dev1', 1)]),
      state.commit([{ kind: 'twin', key: 'dev1', value: undefined }]),
      state.commit([twinChange('dev1', 2)]),
      state.commit([twinChange('dev1', 3)]),
    ]);
    await state.close();
    expect(await reopened({ directory }, again => numberOf(again, 'dev1'))).toBe(3);
  });

  it('is what it was before when the disk does not take it, whatever was done to it', async () => {
    const directory = temporaryDirectory();
    const faulty = new FaultyFiles();
    const state = await DurableState.open({ directory, files: faulty.files });
    await state.commit([twinChange('dev1', 7)]);
    faulty.failOn('write', 'sync');
    const commits = [
      state.commit([twinChange('dev1', 8)]),
      state.commit([twinChange('dev1', 9)]),
      state.commit([{ kind: 'twin', key: 'dev1', value: undefined }]),
      state.commit([twinChange('dev1', 10)]),
      state.commit([twinChange('dev1', 11)]),
    ];
    for (const commit of commits) await expect(commit).rejects.toMatchObject({ status: 500 });
    expect(numberOf(state, 'dev1')).toBe(7);
    faulty.heal();
    await state.commit([twinChange('dev1', 12)]);
    await state.close();
    expect(await reopened({ directory }, again => numberOf(again, 'dev1'))).toBe(12);
  });
});
