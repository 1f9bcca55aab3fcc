import { describe, expect, it } from 'vitest';
import { runInSlices } from '../../../src/hub/queries/slices.ts';

describe('runInSlices', () => {
  it('lets other work go first many times during long steps', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const result = await runInSlices(busy(100));
    isDone = true;
    expect(result).toBe('done');
    // 100 ms of work in slices of 2 ms.
    expect(turns).toBeGreaterThan(15);
  });

  it('ends when the hub does', async () => {
    let isOver = false;
    setImmediate(() => {
      isOver = true;
    });
    await expect(runInSlices(busy(10_000), () => isOver)).rejects.toThrow('stopped');
  });
});

function* busy(milliseconds: number): Generator<void, string> {
  for (let step = 0; step < milliseconds; step++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return 'done';
}
