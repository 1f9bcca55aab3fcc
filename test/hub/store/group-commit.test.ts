import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles, type FileCall } from '../../helpers/faulty-files.ts';
import { contentOf, numberOf, reopened, twinChange } from './samples.ts';

async function openFaulty() {
  const directory = temporaryDirectory();
  const faulty = new FaultyFiles();
  const state = await DurableState.open({ directory, files: faulty.files });
  onTestFinished(() => state.close());
  return { directory, faulty, state };
}

const refused = { name: 'HubError', status: 500, code: 'ServerError' };

describe('commits', () => {
  it('are seen at once and acknowledged when the disk has them', async () => {
    const { faulty, state } = await openFaulty();
    const { begun, letGo } = faulty.holdBack('sync');
    let isAcknowledged = false;
    const commit = state.commit([twinChange('a', 1)]).then(() => {
      isAcknowledged = true;
    });
    expect(numberOf(state, 'a')).toBe(1);
    await begun;
    expect(isAcknowledged).toBe(false);
    letGo();
    await commit;
  });

  it('that come while a write is on its way share the next one, and are acknowledged in order', async () => {
    const { faulty, state } = await openFaulty();
    const { begun, letGo } = faulty.holdBack('sync');
    const order: number[] = [];
    const commit = (number: number) => state.commit([twinChange('a', number)]).then(() => order.push(number));
    const first = commit(0);
    await begun;
    const before = faulty.calls.length;
    const later = Array.from({ length: 50 }, (_, index) => commit(index + 1));
    letGo();
    await Promise.all([first, ...later]);
    expect(order).toEqual(Array.from({ length: 51 }, (_, index) => index));
    expect(faulty.calls.slice(before).map(({ call }) => call)).toEqual(['write', 'sync']);
  });

  it('settle per key: a key that was not written needs no waiting', async () => {
    const { state } = await openFaulty();
    const commit = state.commit([twinChange('a', 1)]);
    expect(state.settled('twin', 'a')).toBeInstanceOf(Promise);
    expect(state.settled('twin')).toBeInstanceOf(Promise);
    expect(state.settled('twin', 'b')).toBeUndefined();
    expect(state.settled('identity', 'a')).toBeUndefined();
    await commit;
    expect(state.settled('twin', 'a')).toBeUndefined();
  });

  it.each<FileCall>(['write', 'sync'])('are undone, and so is all that rests on them, when %s fails', async call => {
    const { directory, faulty, state } = await openFaulty();
    await state.commit([twinChange('kept', 1), twinChange('changed', 1), twinChange('deleted', 1)]);
    const { begun, fail } = faulty.holdBack(call);
    const failing = [
      state.commit([twinChange('changed', 2), { kind: 'twin', key: 'deleted', value: undefined }]),
      state.commit([twinChange('new', 2)]),
    ];
    await begun;
    failing.push(state.commit([twinChange('changed', 3), twinChange('new', 3)]), state.settled('twin', 'changed')!);
    fail(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    for (const result of await Promise.allSettled(failing)) expect(result).toMatchObject({ reason: refused });
    expect(numberOf(state, 'changed')).toBe(1);
    expect(numberOf(state, 'deleted')).toBe(1);
    expect(state.get('twin', 'new')).toBeUndefined();
    await state.close();
    expect(await reopened({ directory }, contentOf)).toEqual(contentOf(state));
  });

  it('are refused while the disk fails, and taken again when it works', async () => {
    const { directory, faulty, state } = await openFaulty();
    await state.commit([twinChange('a', 1)]);
    faulty.failOn('write', 'truncate');
    for (const number of [2, 3]) await expect(state.commit([twinChange('a', number)])).rejects.toMatchObject(refused);
    faulty.heal();
    await state.commit([twinChange('a', 4)]);
    await state.close();
    expect(await reopened({ directory }, state => numberOf(state, 'a'))).toBe(4);
  });

  it('that were refused are not found after a restart, though their bytes had reached the disk', async () => {
    const { directory, faulty, state } = await openFaulty();
    await state.commit([twinChange('a', 1)]);
    const before = readFileSync(join(directory, '000001.log'));
    let syncs = 0;
    faulty.before = call => {
      if (call === 'sync' && syncs++ === 0) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    };
    await expect(state.commit([twinChange('a', 2)])).rejects.toThrow('EIO');
    expect(readFileSync(join(directory, '000001.log')).equals(before)).toBe(true);
  });

  it('that cannot be encoded leave no trace', async () => {
    const { directory, state } = await openFaulty();
    const endless: { [key: string]: unknown } = {};
    endless.self = endless;
    const value = endless as never;
    await expect(state.commit([twinChange('a', 1), { kind: 'job', key: 'job', value }])).rejects.toThrow(TypeError);
    expect(state.count('twin')).toBe(0);
    await state.commit([twinChange('b', 2)]);
    await state.close();
    expect(await reopened({ directory }, state => [...state.entries('twin')].map(([key]) => key))).toEqual(['b']);
  });

  it('are refused once the state is closed', async () => {
    const { state } = await openFaulty();
    await state.close();
    await expect(state.commit([twinChange('a', 1)])).rejects.toMatchObject({ status: 503 });
  });
});
