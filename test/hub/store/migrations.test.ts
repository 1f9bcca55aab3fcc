import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import type { Migration } from '../../../src/hub/store/migrations.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { reopened } from './samples.ts';

const authority = (key: string) => ({ kind: 'authority' as const, key, value: { pem: key } });
const renamed =
  (suffix: string): Migration =>
  change => [{ ...change, key: `${change.key}${suffix}` }];

it('carries an older store forward step by step, snapshot and log, and writes it anew', async () => {
  const directory = temporaryDirectory();
  const first = await DurableState.open({ directory, format: { version: 1, migrations: [] } });
  await first.commit([authority('in the snapshot')]);
  await first.snapshot();
  await first.commit([authority('in the log')]);
  await first.close();
  const format = { version: 3, migrations: [undefined, renamed(' 2'), renamed(' 3')] };
  const keys = (state: DurableState) => [...state.entries('authority')].map(([key]) => key);
  const expected = ['in the snapshot 2 3', 'in the log 2 3'];
  expect(await reopened({ directory, format }, keys)).toEqual(expected);
  expect(readFileSync(join(directory, '000003.snapshot'), 'latin1')).toMatch(/^twin-tui hub snapshot 3 /);
  expect(await reopened({ directory, format }, keys)).toEqual(expected);
  await expect(DurableState.open({ directory })).rejects.toThrow('newer twin-tui');
});
