import { describe, expect, it } from 'vitest';
import { skeletonRows } from '../../src/cli/skeleton.ts';

describe('the skeleton frame', () => {
  it.each([
    [120, 36],
    [200, 60],
    [80, 24],
    [40, 12],
  ])('fits a terminal of %i columns and %i rows, the panes in it', (columns, rows) => {
    const lines = skeletonRows(columns, rows);
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map(line => line.length))).toBe(columns);
    for (const title of ['1 Device', '2 Twin', '3 Query']) expect(lines.join('\n')).toContain(title);
  });

  it('is empty where the screen does not fit', () => {
    expect(skeletonRows(30, 10)).toEqual([]);
  });
});
