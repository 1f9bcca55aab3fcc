import { copyFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { fileHeader, fileHeaderBytes, formatVersion } from '../../../src/hub/store/file-header.ts';
import { frameHeaderBytes, readFrameHeader } from '../../../src/hub/store/frame.ts';
import { StoreError } from '../../../src/hub/store/store-error.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { contentOf, numberOf, reopened, twinChange } from './samples.ts';

const log = '000001.log';

/** A store with so many commits, each a frame of its own; twin `n` is the n-th. */
async function filledStore(commits: number): Promise<string> {
  const directory = temporaryDirectory();
  const state = await DurableState.open({ directory });
  for (let number = 0; number < commits; number++) {
    await state.commit([twinChange(`twin${number}`, number, 'filler '.repeat(number % 150))]);
  }
  await state.close();
  return directory;
}

/** Where each frame of a log begins, and where the last one ends. */
function frameOffsets(bytes: Buffer): number[] {
  const offsets = [fileHeaderBytes];
  while (offsets.at(-1)! < bytes.length) {
    const at = offsets.at(-1)!;
    offsets.push(at + frameHeaderBytes + readFrameHeader(bytes, at)!.length);
  }
  return offsets;
}

/** Opens a copy of a store whose log has these bytes. */
async function openWith(bytes: Buffer) {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, log), bytes);
  const notes: string[] = [];
  const twins = await reopened({ directory, note: text => notes.push(text) }, state => state.count('twin'));
  return { directory, notes, twins };
}

async function refusalOf(bytes: Buffer): Promise<StoreError> {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, log), bytes);
  const refusal = await DurableState.open({ directory }).then(
    () => undefined,
    error => error,
  );
  expect(refusal).toBeInstanceOf(StoreError);
  expect(readFileSync(join(directory, log)).equals(bytes)).toBe(true);
  return refusal;
}

describe('reopening a store', () => {
  it('has everything as it was, in the order of creation', async () => {
    const directory = temporaryDirectory();
    const state = await DurableState.open({ directory });
    await state.commit([twinChange('b', 1), twinChange('a', 2), twinChange('gone', 3)]);
    await state.commit([{ kind: 'twin', key: 'gone', value: undefined }, twinChange('b', 4)]);
    await state.commit([{ kind: 'authority', key: '__proto__', value: { pem: 'text' } }]);
    await state.commit([{ kind: 'job', key: 'job1', value: JSON.parse('{"__proto__":{"constructor":[1,"ü"]}}') }]);
    const before = contentOf(state);
    await state.close();
    expect(await reopened({ directory }, contentOf)).toEqual(before);
    expect(await reopened({ directory }, state => [...state.entries('twin')].map(([key]) => key))).toEqual(['b', 'a']);
    expect(await reopened({ directory }, state => numberOf(state, 'b'))).toBe(4);
  });

  it('has all frames before a cut at any byte, and says what was cut off', async () => {
    const bytes = readFileSync(join(await filledStore(40), log));
    const offsets = frameOffsets(bytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: fileHeaderBytes, max: bytes.length }), async cut => {
        const { twins, notes, directory } = await openWith(bytes.subarray(0, cut));
        const whole = offsets.filter(offset => offset <= cut).length - 1;
        expect(twins).toBe(whole);
        expect(notes.length).toBe(offsets.includes(cut) ? 0 : 1);
        expect(readFileSync(join(directory, log)).length).toBe(offsets[whole]);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on writing after a cut as if nothing had been there', async () => {
    const directory = await filledStore(5);
    truncateSync(join(directory, log), readFileSync(join(directory, log)).length - 3);
    const state = await DurableState.open({ directory });
    await state.commit([twinChange('after', 7)]);
    await state.close();
    expect(await reopened({ directory }, state => [state.count('twin'), numberOf(state, 'after')])).toEqual([5, 7]);
  });

  it('cuts off a last write of which the power failure left sectors unwritten', async () => {
    const bytes = readFileSync(join(await filledStore(150), log));
    const last = frameOffsets(bytes).at(-2)!;
    const firstSector = Math.ceil(last / 512) * 512;
    const torn = Buffer.from(bytes).fill(0, firstSector, firstSector + 512);
    expect((await openWith(torn)).twins).toBe(149);
    expect((await openWith(Buffer.from(bytes).fill(0, last))).twins).toBe(149);
  });

  it('refuses a log in which any byte before the end was changed, and leaves it as it is', async () => {
    const bytes = readFileSync(join(await filledStore(30), log));
    const offsets = frameOffsets(bytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: fileHeaderBytes, max: bytes.length - 1 }), async at => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 0x55;
        const { offset, message, hint } = await refusalOf(changed);
        expect(offset).toBe(offsets.findLast(start => start <= at));
        expect(message).toContain(log);
        expect(message).toContain(`byte ${offset}`);
        expect(hint).toContain('--data-dir');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a file of a newer format, and one that is none of its own', async () => {
    const newer = await refusalOf(fileHeader('log', formatVersion + 1));
    expect(newer.message).toContain(
      `newer twin-tui (format ${formatVersion + 1}, this one knows up to ${formatVersion})`,
    );
    const foreign = await refusalOf(Buffer.from('{"devices":[]}'.padEnd(100)));
    expect(foreign.message).toContain('does not begin like a log');
  });

  it('takes a log of which not even the first line was written for an empty one', async () => {
    expect((await openWith(Buffer.alloc(0))).twins).toBe(0);
    expect((await openWith(fileHeader('log').subarray(0, 10))).twins).toBe(0);
  });

  it('refuses to go on without a log or with a snapshot that is not whole', async () => {
    const directory = await filledStore(10);
    const state = await DurableState.open({ directory });
    copyFileSync(join(directory, log), join(directory, 'kept'));
    await state.snapshot();
    await state.close();
    expect(readdirSync(directory).sort()).toEqual(['000002.log', '000002.snapshot', 'kept']);
    const snapshot = join(directory, '000002.snapshot');
    const bytes = readFileSync(snapshot);
    for (const part of [bytes.subarray(0, -1), bytes.subarray(0, -frameHeaderBytes), bytes.subarray(0, 10)]) {
      writeFileSync(snapshot, part);
      await expect(DurableState.open({ directory })).rejects.toThrow('000002.snapshot');
    }
    writeFileSync(snapshot, bytes);
    rmSync(join(directory, '000002.log'));
    await expect(DurableState.open({ directory })).rejects.toThrow('000002.log, byte 0: the file is missing');
  });
});
