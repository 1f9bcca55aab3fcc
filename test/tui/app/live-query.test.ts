import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followChanges, pollChanges } from '../../../src/tui/app/use-live-query.ts';
import { pollTime } from '../../../src/tui/query/results/poll-time.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A query whose runs end when they are told to. */
function heldQuery() {
  const ends: (() => void)[] = [];
  let change = () => {};
  const stop = followChanges(
    {
      onAnyChange: listener => {
        change = listener;
        return () => {};
      },
    },
    {
      refresh: () => new Promise<void>(resolve => ends.push(resolve)),
      getSnapshot: () => ({ status: 'done' }) as never,
    },
  );
  const runs = async () => {
    await vi.advanceTimersByTimeAsync(250);
    return ends.length;
  };
  return { change: () => change(), end: () => ends.at(-1)!(), runs, stop: stop! };
}

it('changes that come together cause one run', async () => {
  const { change, runs } = heldQuery();
  for (let count = 0; count < 100; count++) change();
  expect(await runs()).toBe(1);
});

it('a change during a run is not missed: one more run follows, whatever the number of changes', async () => {
  const { change, end, runs } = heldQuery();
  change();
  expect(await runs()).toBe(1);
  for (let count = 0; count < 100; count++) change();
  expect(await runs()).toBe(1);
  end();
  expect(await runs()).toBe(2);
  end();
  expect(await runs()).toBe(2);
});

it('nothing is run once it was stopped, though a change came during the last run', async () => {
  const { change, end, runs, stop } = heldQuery();
  change();
  await runs();
  change();
  stop();
  end();
  expect(await runs()).toBe(1);
});

/** A query of one page on a hub that tells of no change; its runs end when they are told to. */
function polledQuery() {
  const ends: (() => void)[] = [];
  const stop = pollChanges({
    refresh: () => new Promise<void>(resolve => ends.push(resolve)),
    getSnapshot: () => ({ pages: 1 }) as never,
  });
  const runs = async () => {
    await vi.advanceTimersByTimeAsync(pollTime(1));
    return ends.length;
  };
  return { end: () => ends.at(-1)!(), runs, stop };
}

it('a hub that tells of no change is asked again once the last run has ended', async () => {
  const { end, runs } = polledQuery();
  expect(await runs()).toBe(1);
  expect(await runs()).toBe(1);
  end();
  expect(await runs()).toBe(2);
});

it('a hub is asked no more once polling was stopped, though a run was under way', async () => {
  const { end, runs, stop } = polledQuery();
  await runs();
  stop();
  end();
  expect(await runs()).toBe(1);
});
