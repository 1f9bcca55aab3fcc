import { describe, expect, it } from 'vitest';
import { Slices } from '../../../src/hub/queries/slices.ts';

describe('Slices', () => {
  it('lets other work go first many times during long steps', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const result = await new Slices().run(busy(100));
    isDone = true;
    expect(result).toBe('done');
    // 100 ms of work in slices of 2 ms.
    expect(turns).toBeGreaterThan(15);
  });

  it('lets other work go first between many short runs', async () => {
    const slices = new Slices();
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    for (let run = 0; run < 50; run++) await slices.run(busy(1));
    isDone = true;
    expect(turns).toBeGreaterThan(10);
  });

  it('ends when the hub does', async () => {
    let isOver = false;
    setImmediate(() => {
      isOver = true;
    });
    await expect(new Slices(() => isOver).run(busy(10_000))).rejects.toMatchObject({ status: 503 });
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
