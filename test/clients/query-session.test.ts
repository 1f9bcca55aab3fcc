import { describe, expect, it } from 'vitest';
import { ClientError } from '../../src/clients/client-error.ts';
import { QuerySession, type QuerySource } from '../../src/clients/query-session.ts';
import type { QueryPage } from '../../src/clients/service/query-calls.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

/** Pages of two rows each out of a list that the test changes, with failures first where it wants them. */
class Pages implements QuerySource {
  rows: string[] = [];
  failures: Error[] = [];
  readonly asked: (string | undefined)[] = [];

  async *query(
    _text: string,
    { continuation }: { continuation?: string | undefined } = {},
  ): AsyncGenerator<QueryPage, void> {
    this.asked.push(continuation);
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const at = Number(continuation ?? 0);
    const next = at + 2 < this.rows.length ? String(at + 2) : undefined;
    const rows = this.rows.slice(at, at + 2).map(deviceId => ({ deviceId }));
    yield { rows, itemType: 'Raw', continuation: next, milliseconds: 1 };
  }
}

function begin(rows: readonly string[]) {
  const source = new Pages();
  source.rows = [...rows];
  const timers = new ManualTimers();
  const session = new QuerySession(source, timers);
  const shown = () => session.getSnapshot().rows.map(({ deviceId }) => deviceId);
  return { source, timers, session, shown };
}

const throttled = () => new ClientError('throttled', 'the hub is throttling');

describe('a query session', () => {
  it('reads page after page where the one before ended', async () => {
    const { source, session, shown } = begin(['a', 'b', 'c', 'd', 'e']);
    await session.run('q');
    expect([session.getSnapshot().status, shown()]).toEqual(['partial', ['a', 'b']]);
    await session.more();
    await session.more();
    expect([session.getSnapshot().status, shown()]).toEqual(['done', ['a', 'b', 'c', 'd', 'e']]);
    expect(source.asked).toEqual([undefined, '2', '4']);
  });
  it('reads all up to a limit', async () => {
    const { session, shown } = begin(['a', 'b', 'c', 'd', 'e', 'f']);
    await session.run('q');
    await session.all(4);
    expect(shown()).toEqual(['a', 'b', 'c', 'd']);
  });
  it('refreshes as many pages as are shown, without showing fewer meanwhile', async () => {
    const { source, session, shown } = begin(['a', 'b', 'c', 'd', 'e']);
    await session.run('q');
    await session.more();
    source.rows = ['b', 'c', 'd', 'e', 'f'];
    const seen: number[] = [];
    session.subscribe(() => seen.push(shown().length));
    const { run } = session.getSnapshot();
    await session.refresh();
    expect(shown()).toEqual(['b', 'c', 'd', 'e']);
    expect(Math.min(...seen)).toBe(4);
    expect(session.getSnapshot()).toMatchObject({ run, status: 'partial', pages: 2 });
  });
  it('waits while it is throttled, and goes on by itself', async () => {
    const { source, timers, session, shown } = begin(['a']);
    source.failures = [throttled()];
    const running = session.run('q');
    await until(session, ({ status }) => status === 'waiting');
    expect(session.getSnapshot().retryAt).toBe(timers.now() + 500);
    timers.advance(500);
    await running;
    expect([session.getSnapshot().status, shown(), session.getSnapshot().asked.length]).toEqual(['done', ['a'], 2]);
  });
  it('gives up waiting when it is cancelled', async () => {
    const { source, session } = begin(['a']);
    source.failures = [throttled()];
    const running = session.run('q');
    await until(session, ({ status }) => status === 'waiting');
    session.cancel();
    await running;
    expect(session.getSnapshot()).toMatchObject({ status: 'cancelled', retryAt: undefined });
  });
  it('keeps the rows of before when a refresh fails', async () => {
    const { source, session, shown } = begin(['a']);
    await session.run('q');
    source.failures = [new ClientError('unreachable', 'cannot reach the hub')];
    await session.refresh();
    expect([session.getSnapshot().status, shown()]).toEqual(['failed', ['a']]);
    await session.refresh();
    expect(session.getSnapshot().status).toBe('done');
  });
});
