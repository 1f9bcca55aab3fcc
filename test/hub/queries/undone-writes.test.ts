import { describe, expect, it, onTestFinished } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles } from '../../helpers/faulty-files.ts';
import { SeededHub } from './seeded-hub.ts';

const byTag = (value: string) => `SELECT deviceId, tags.x FROM devices WHERE tags.x = '${value}'`;
const count = "SELECT COUNT() AS n FROM devices WHERE tags.x = 'B'";

/** A write that the disk refuses after a query has seen what it wrote. */
async function refusedWrite(write: (hub: SeededHub) => Promise<void>, queries: readonly string[]) {
  const faulty = new FaultyFiles();
  const state = await DurableState.open({ directory: temporaryDirectory(), files: faulty.files });
  onTestFinished(() => state.close());
  const hub = new SeededHub({ state });
  await hub.add('d', { x: 'A' });
  await hub.rows('SELECT * FROM devices');
  // The row is due to be made anew when the query comes, and is made of what is not on disk yet.
  await hub.tag('d', { y: 1 });
  const { begun, fail } = faulty.holdBack('sync');
  const refused = write(hub);
  await begun;
  const asked = queries.map(text => hub.rows(text));
  const selected = hub.queries.select("tags.x = 'B'");
  await new Promise(resolve => setImmediate(resolve));
  fail(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  await expect(refused).rejects.toMatchObject({ status: 500 });
  return { hub, answers: await Promise.all(asked), selected: await selected };
}

describe('a write that the disk refused', () => {
  it('is in no answer, and its twin is found by what it holds', async () => {
    const queries = [byTag('B'), byTag('A'), count];
    const { hub, answers, selected } = await refusedWrite(hub => hub.tag('d', { x: 'B' }), queries);
    const expected = [[], [{ deviceId: 'd', x: 'A' }], [{ n: 0 }]];
    expect(answers).toEqual(expected);
    expect(selected).toEqual([]);
    for (const [index, text] of queries.entries()) expect(await hub.rows(text)).toEqual(expected[index]);
  });

  it('that was to delete a device leaves it among the answers', async () => {
    const { hub, answers } = await refusedWrite(hub => hub.remove('d'), [byTag('A')]);
    expect(answers).toEqual([[{ deviceId: 'd', x: 'A' }]]);
    expect(await hub.rows(byTag('A'))).toEqual([{ deviceId: 'd', x: 'A' }]);
  });
});
