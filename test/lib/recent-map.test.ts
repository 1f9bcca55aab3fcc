import { describe, expect, it } from 'vitest';
import { RecentMap } from '../../src/lib/recent-map.ts';

const keys = ['a', 'b', 'c', 'd'];

describe('a map of what was used last', () => {
  it('lets the longest unused go', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(keys.map(key => map.get(key))).toEqual([1, undefined, 3, undefined]);
  });

  it('keeps what may not go, until it may', () => {
    const held = new Set([1, 2, 3]);
    const map = new RecentMap<string, number>(1, value => !held.has(value));
    map.set('a', 1);
    map.set('b', 2);
    map.set('c', 3);
    expect(map.size).toBe(3);
    held.clear();
    map.set('d', 4);
    expect(keys.map(key => map.get(key))).toEqual([undefined, undefined, undefined, 4]);
  });

  it('never lets go what was just put in', () => {
    const map = new RecentMap<string, number>(0);
    map.set('a', 1);
    expect(map.get('a')).toBe(1);
  });
});
