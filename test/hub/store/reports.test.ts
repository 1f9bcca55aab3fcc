import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DurableState } from '../../../src/hub/state/durable-state.ts';
import type { CommitWaiter } from '../../../src/hub/store/commit-group.ts';
import { toBareObject } from '../../../src/lib/json.ts';
import { reportTwin } from '../../../src/twin/write.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { FaultyFiles } from '../../helpers/faulty-files.ts';
import { Random } from '../../query/engine/arbitrary.ts';
import { contentOf, numberOf, reopened, twinChange } from './samples.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const at = '2026-02-03T04:05:06.7890000Z';

/** What a device does to its twin. */
function report(state: DurableState, key: string, number: number): Promise<void> {
  return new Promise((stored, failed) => tellReport(state, key, number, { stored, failed }));
}

function tellReport(state: DurableState, key: string, number: number, waiter: CommitWaiter): void {
  const patch = toBareObject({ [`p${number % 3}`]: number % 7 === 0 ? null : { number }, ['__proto__']: number });
  const after = reportTwin(state.get('twin', key)!, patch, at);
  const text = Buffer.from(JSON.stringify(patch));
  const { version } = after.reported;
  state.report(key, after, { patch: text, at, version }, waiter);
}

const remove = (state: DurableState, key: string) => state.commit([{ kind: 'twin', key, value: undefined }]);

async function opened() {
  const directory = temporaryDirectory();
  const faulty = new FaultyFiles();
  return { directory, faulty, state: await DurableState.open({ directory, files: faulty.files }) };
}

function logText(directory: string): string {
  return readdirSync(directory)
    .filter(name => name.endsWith('.log'))
    .map(name => readFileSync(join(directory, name), 'latin1'))
    .join('');
}

describe('reports', () => {
  it('are seen at once, and the log keeps what was reported in place of the twin', async () => {
    const { directory, state } = await opened();
    await state.commit([twinChange('dev1', 5, 'long'.repeat(500))]);
    const reports = range(50).map(number => {
      const done = report(state, 'dev1', number);
      expect(state.get('twin', 'dev1')?.reported.version).toBe(number + 1);
      expect(state.settled('twin', 'dev1')).toBeDefined();
      return done;
    });
    await Promise.all(reports);
    expect(state.settled('twin', 'dev1')).toBeUndefined();
    const before = contentOf(state);
    await state.close();
    expect(logText(directory).match(/longlong/g)?.length).toBe(250);
    expect(await reopened({ directory }, contentOf)).toEqual(before);
  });

  it('go with a twin that is deleted in the same breath, and do not come back with a new one', async () => {
    const { directory, state } = await opened();
    await state.commit([twinChange('dev1', 0), twinChange('dev2', 0)]);
    await Promise.all([
      report(state, 'dev1', 1),
      remove(state, 'dev1'),
      report(state, 'dev2', 1),
      remove(state, 'dev2'),
      state.commit([twinChange('dev2', 2)]),
      report(state, 'dev2', 3),
    ]);
    expect(state.get('twin', 'dev1')).toBeUndefined();
    const before = contentOf(state);
    await state.close();
    expect(await reopened({ directory }, contentOf)).toEqual(before);
  });

  it('are undone when the disk does not take them, whatever else was done to the twin', async () => {
    const { directory, faulty, state } = await opened();
    await state.commit([twinChange('dev1', 7)]);
    await report(state, 'dev1', 1);
    const before = contentOf(state);
    faulty.failOn('write', 'sync');
    const writes = [
      report(state, 'dev1', 2),
      report(state, 'dev1', 3),
      state.commit([twinChange('dev1', 8)]),
      report(state, 'dev1', 4),
      remove(state, 'dev1'),
      state.commit([twinChange('dev1', 9)]),
      report(state, 'dev1', 5),
    ];
    for (const write of writes) await expect(write).rejects.toMatchObject({ status: 500 });
    expect(contentOf(state)).toEqual(before);
    expect(state.twinText('dev1')?.toString()).toBe(JSON.stringify(state.get('twin', 'dev1')));
    faulty.heal();
    await report(state, 'dev1', 6);
    const after = contentOf(state);
    await state.close();
    expect(await reopened({ directory }, contentOf)).toEqual(after);
  });

  it.each([
    'letGo',
    'fail',
  ] as const)('and what else waits is told in the order in which it came: %s', async outcome => {
    const { faulty, state } = await opened();
    await state.commit([twinChange('dev1', 7)]);
    const { begun, ...disk } = faulty.holdBack('sync');
    const told: string[] = [];
    const expected: string[] = [];
    const telling = (what: string) => {
      const name = `${what} ${expected.length}`;
      expected.push(name);
      return () => void told.push(name);
    };
    const all = () => {
      for (const what of ['report', 'commit', 'report', 'read', 'commit', 'report', 'report', 'commit', 'read']) {
        const tell = telling(what);
        if (what === 'report') tellReport(state, 'dev1', 1, { stored: tell, failed: tell });
        else if (what === 'read') state.settled('twin', 'dev1')!.then(tell, tell);
        else state.commit([twinChange('dev1', 8)]).then(tell, tell);
      }
    };
    all();
    await begun;
    // These wait for the next write, and when the first fails for none.
    all();
    disk[outcome](new Error('no'));
    await vi.waitFor(() => expect(told.length).toBe(expected.length));
    expect(told).toEqual(expected);
    await state.close();
  });

  it('keep nobody behind them waiting when their waiter throws', async () => {
    const { state } = await opened();
    await state.commit([twinChange('dev1', 7)]);
    const known = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    const unhandled = new Promise(resolve => process.once('unhandledRejection', resolve));
    const error = new Error('a mistake');
    const stored = () => {
      throw error;
    };
    tellReport(state, 'dev1', 1, { stored, failed: stored });
    await Promise.all([report(state, 'dev1', 2), state.commit([twinChange('dev1', 8)])]);
    expect(await unhandled).toBe(error);
    for (const listener of known) process.on('unhandledRejection', listener);
    await state.close();
  });

  it('that a snapshot has seen already are not done again after it', async () => {
    const { directory, faulty, state } = await opened();
    const names = range(80).map(number => `dev${number}`);
    await state.commit(names.map((name, number) => twinChange(name, number, 'filler  '.repeat(1024))));
    let done = 0;
    // While the snapshot is written: some of this it has seen, some not.
    faulty.before = (call, path) => {
      if (call !== 'write' || !path.endsWith('.tmp')) return;
      done++;
      for (const name of ['dev1', 'dev40', 'dev80']) {
        for (const number of range(3)) void report(state, name, number + done);
        if (name !== 'dev40') continue;
        void remove(state, name);
        void state.commit([twinChange(name, done)]);
        void report(state, name, done);
      }
    };
    await state.snapshot();
    expect(done).toBeGreaterThan(2);
    const before = contentOf(state);
    await state.close();
    const again = await reopened({ directory }, contentOf);
    expect(sorted(again)).toEqual(sorted(before));
  });

  it('do not pile up until a start has to merge millions of them', async () => {
    const { directory, state } = await opened();
    await state.commit([twinChange('dev1', 0)]);
    for (let round = 0; round < 201; round++)
      await Promise.all(range(1000).map(number => report(state, 'dev1', number)));
    await state.close();
    expect(readdirSync(directory).sort()).toEqual(['000002.log', '000002.snapshot']);
    expect(await reopened({ directory }, again => again.get('twin', 'dev1')?.reported.version)).toBe(201_001);
  });

  it('of twins that have to be read first are fewer by then: each takes a start ten times as long', async () => {
    const { directory, state } = await opened();
    const keys = range(2000).map(number => `dev${number}`);
    await state.commit(keys.map(key => twinChange(key, 0)));
    for (let round = 0; round < 8; round++) await Promise.all(keys.map(key => report(state, key, round)));
    expect(readdirSync(directory)).toEqual(['000001.log']);
    await state.close();
    // The start counts what it finds.
    const again = await DurableState.open({ directory });
    await Promise.all(keys.map(key => report(again, key, 9)));
    await again.close();
    expect(readdirSync(directory).sort()).toEqual(['000002.log', '000002.snapshot']);
  });

  it('survive any mixture of writes, deletions, failures, snapshots and starts', async () => {
    const random = new Random(11);
    const directory = temporaryDirectory();
    const faulty = new FaultyFiles();
    const open = () => DurableState.open({ directory, files: faulty.files, snapshotAfter: 20_000 });
    let state = await open();
    for (let round = 0; round < 150; round++) {
      const before = contentOf(state);
      const isBroken = random.next() < 0.2;
      if (isBroken) faulty.failOn('write');
      const writes: Promise<void>[] = [];
      for (let count = 0; count < 20; count++) {
        const key = `dev${random.below(6)}`;
        if (state.get('twin', key) === undefined) writes.push(state.commit([twinChange(key, count)]));
        else if (random.next() < 0.1) writes.push(remove(state, key));
        else if (random.next() < 0.2) writes.push(state.commit([twinChange(key, numberOf(state, key) as number)]));
        else writes.push(report(state, key, random.below(100)));
      }
      const outcomes = await Promise.allSettled(writes);
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([isBroken ? 'rejected' : 'fulfilled']));
      if (isBroken) expect(sorted(contentOf(state))).toEqual(sorted(before));
      faulty.heal();
      for (const [key, twin] of state.entries('twin')) {
        if (random.next() < 0.3) expect(state.twinText(key)?.toString()).toBe(JSON.stringify(twin));
      }
      if (random.next() < 0.8) continue;
      const kept = contentOf(state);
      await state.close();
      state = await open();
      expect(sorted(contentOf(state))).toEqual(sorted(kept));
    }
    await state.close();
  });
});

/** Without the order of creation, which an undone deletion does not keep. */
function sorted(content: unknown): unknown {
  return (content as [string, unknown][][]).map(entries => entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
