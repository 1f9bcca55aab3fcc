import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/directory.ts';
import { killRun } from './kill-run.ts';

it('a hub killed under load has lost nothing it acknowledged, done nothing twice and nothing by halves', async () => {
  const pauses = [400, 150, 650];
  const { wrong, kills, acknowledged } = await killRun(temporaryDirectory(), pauses.length, () => pauses.pop()!);
  expect(wrong).toEqual([]);
  expect(kills).toBe(3);
  expect(acknowledged).toBeGreaterThan(20);
}, 60_000);
