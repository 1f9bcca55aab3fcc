import { describe, expect, it } from 'vitest';
import { desiredPatch } from '../../../../src/hub/operations/digital-twins/json-patch.ts';
import { bareObject, type Json, toBare, toBareObject } from '../../../../src/lib/json.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const current = toBareObject({ part: { __t: 'c', kept: true, o: { a: 1, b: 2 } }, n: 1 });
const patchOf = (...operations: Json[]) => plain(desiredPatch(current, toBare(operations)));

describe('a JSON Patch as a merge patch', () => {
  it('takes away of an object that is replaced what it had besides', () => {
    expect(patchOf({ op: 'add', path: '/part/o', value: { b: 3 } })).toEqual({
      part: { __t: 'c', o: { a: null, b: 3 } },
    });
    expect(patchOf({ op: 'replace', path: '/part', value: { x: 1 } })).toEqual({
      part: { __t: null, kept: null, o: null, x: 1 },
    });
    expect(patchOf({ op: 'remove', path: '/part/kept' })).toEqual({ part: { __t: 'c', kept: null } });
  });

  it('lets each operation see what those before it planned', () => {
    const add = { op: 'add', path: '/part/x', value: 1 };
    const gone = { __t: 'c', kept: null, o: null, x: 1 };
    expect(patchOf({ op: 'remove', path: '/part' }, add)).toEqual({ part: gone });
    expect(patchOf({ op: 'replace', path: '/part', value: 5 }, add)).toEqual({ part: gone });
    expect(patchOf({ op: 'replace', path: '/part', value: { x: 0, y: 2 } }, add)).toEqual({ part: { ...gone, y: 2 } });
    const removed = { op: 'remove', path: '/part/y' };
    expect(patchOf({ op: 'replace', path: '/part', value: { y: 2 } }, add, removed)).toEqual({ part: gone });
    expect(patchOf(add, { op: 'remove', path: '/part' })).toEqual({ part: null });
  });

  it('leaves the body as it was sent', () => {
    const value = toBare({ y: 2 });
    desiredPatch(current, [
      { op: 'add', path: '/new', value },
      { op: 'add', path: '/new/x', value: 1 },
    ]);
    expect(plain(value)).toEqual({ y: 2 });
  });

  it.each([
    ['of one component', (index: number) => ({ op: 'add', path: `/c/a${index}`, value: 1 })],
    ['that replace one large object again and again', () => ({ op: 'add', path: '/large', value: {} })],
  ])('takes time that grows with the operations, not with their square: %s', (_, operation) => {
    const large = bareObject();
    for (let index = 0; index < 3_000; index++) large[`k${index}`] = index;
    const operations = Array.from({ length: 20_000 }, (_, index) => operation(index));
    const start = performance.now();
    desiredPatch(toBareObject({ large }), operations);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
