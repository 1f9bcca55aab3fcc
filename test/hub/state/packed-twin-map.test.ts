import { describe, expect, it } from 'vitest';
import { PackedTwinMap, type Undo } from '../../../src/hub/state/packed-twin-map.ts';
import { toBareObject } from '../../../src/lib/json.ts';
import { createTwin, type TwinState } from '../../../src/twin/twin.ts';
import { Random } from '../../query/engine/arbitrary.ts';

function twin(etag: number, text: string): TwinState {
  return { ...createTwin('2024-01-01T10:00:00.0000000Z'), etag, tags: toBareObject({ text, ['__proto__']: 1 }) };
}

const text = (plain: ReadonlyMap<string, TwinState>, key: string) => JSON.stringify(plain.get(key));
const json = (value: TwinState) => Buffer.from(JSON.stringify(value));

describe('PackedTwinMap', () => {
  it('gives back what it was given, in order of creation, from text and from memory', () => {
    const map = new PackedTwinMap();
    const [one, two] = [twin(1, 'é\u2028"}'), twin(2, '')];
    map.set('b', one, json(one));
    map.load('a', json(two));
    expect(map.get('b')).toBe(one);
    expect(map.get('a')).toEqual(two);
    expect(Object.keys(map.get('a')!.tags)).toEqual(['text', '__proto__']);
    expect([...map.entries()].map(([key]) => key)).toEqual(['b', 'a']);
    expect(map.get('c')).toBeUndefined();
  });

  it('copies the bytes it is lent', () => {
    const map = new PackedTwinMap();
    const bytes = json(twin(1, 'kept'));
    map.load('a', bytes);
    bytes.fill(0);
    expect(map.get('a')?.tags.text).toBe('kept');
  });

  it('behaves as a plain map through writes, deletions and undoing, while its garbage is collected', () => {
    const random = new Random(7);
    const [map, plain] = [new PackedTwinMap(), new Map<string, string>()];
    for (let count = 0; count < 20_000; count++) {
      const key = `k${random.below(200)}`;
      const before = plain.get(key);
      const value = twin(count, 'x'.repeat(random.below(4000)));
      const undo: Undo = random.next() < 0.1 ? map.delete(key) : map.set(key, value, json(value));
      if (random.next() < 0.1) undo();
      else if (map.text(key) === undefined) plain.delete(key);
      else plain.set(key, JSON.stringify(value));
      expect(map.text(key)?.toString()).toBe(before === undefined || plain.has(key) ? plain.get(key) : undefined);
    }
    expect(map.size).toBe(plain.size);
    for (const [key, text] of map.texts()) expect(text.toString()).toBe(plain.get(key));
    const live = [...plain.values()].reduce((sum, text) => sum + text.length, 0);
    expect(map.bytes).toBeLessThan(live * 1.125 + 8 * 2 ** 20);
  });

  it('makes the texts of twins that were updated without one, more of them than it keeps as objects', () => {
    const random = new Random(8);
    const [map, plain] = [new PackedTwinMap(), new Map<string, TwinState>()];
    for (let count = 0; count < 30_000; count++) {
      const key = `k${random.below(3000)}`;
      const before = plain.get(key);
      const value = twin(count, 'x'.repeat(random.below(2000)));
      const isUpdate = before !== undefined && random.next() < 0.8;
      const undo = isUpdate ? map.undoOfUpdate(key) : map.set(key, value, json(value));
      if (isUpdate) map.update(key, value, 100);
      if (random.next() < 0.1) undo();
      else plain.set(key, value);
      expect(map.get(key)).toEqual(plain.get(key));
      if (random.next() < 0.1) expect(map.text(key)?.toString()).toBe(plain.has(key) ? text(plain, key) : undefined);
    }
    expect(map.size).toBe(plain.size);
    for (const [key, bytes] of map.texts()) expect(bytes.toString()).toBe(text(plain, key));
  });

  it('leaves a text that somebody still reads as it was', () => {
    const map = new PackedTwinMap();
    const first = twin(1, 'first');
    map.set('a', first, json(first));
    const text = map.text('a')!;
    for (let count = 0; count < 20_000; count++) {
      const next = twin(count, 'x'.repeat(1000));
      map.set('a', next, json(next));
    }
    expect(text.toString()).toBe(JSON.stringify(first));
  });
});
