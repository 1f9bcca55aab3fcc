import { expect, it } from 'vitest';
import type { StoreFile, StoreFiles } from '../../src/hub/store/store-files.ts';
import { faultKinds } from './fault-kinds.ts';
import { beginnings, faultSweep } from './fault-sweep.ts';

it('a disk that fails or a process that ends at any call loses nothing acknowledged and does nothing twice', async () => {
  const { points, runs, notStarted, wrong } = await faultSweep({ rounds: 2, stride: 4 });
  expect(wrong).toEqual([]);
  expect(points).toBeGreaterThan(beginnings.length * 20);
  expect(runs).toBeGreaterThan((points * faultKinds.length) / 5);
  expect(notStarted).toBeGreaterThan(0);
}, 60_000);

/** The real store over files that leave out one thing. */
function without(omit: (file: StoreFile) => Partial<StoreFile>, other: Partial<StoreFiles> = {}) {
  return (files: StoreFiles): StoreFiles => ({
    ...files,
    open: async (path, mode) => {
      const file = await files.open(path, mode);
      return { ...file, ...omit(file) };
    },
    ...other,
  });
}

it.each([
  ['writes are not synced', without(() => ({ sync: async () => {} })), /was acknowledged|expected one of|is at/],
  ['nothing is cut off', without(() => ({ truncate: async () => {} })), /expected one of|does not start afterwards/],
  [
    'the directory is not synced',
    without(() => ({}), { syncDirectory: async () => {} }),
    /acknowledged|expected one of/,
  ],
  [
    'failing writes pass for done',
    without(({ write }) => ({ write: (...args) => write(...args).catch(() => {}) })),
    /./,
  ],
])(
  'the sweep notices when %s',
  async (_, through, sentence) => {
    const { wrong } = await faultSweep({ rounds: 2, stride: 6, through });
    expect(wrong.join('\n')).toMatch(sentence);
  },
  60_000,
);
