import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { nodeId, type TreeNode, twinTree } from '../../../src/tui/panes/twin-tree.ts';
import type { TwinDocument } from '../../../src/twin/twin-document.ts';
import { thermostat } from '../../helpers/screen-props.ts';

type Sections = { readonly tags?: JsonObject; readonly desired?: JsonObject; readonly reported?: JsonObject };

function twinOf({ tags = {}, desired = {}, reported = {} }: Sections): TwinDocument {
  return { ...thermostat, tags, properties: { desired, reported } };
}

type Options = { readonly before?: Sections; readonly folded?: readonly string[]; readonly onlyDifferences?: boolean };

function treeOf(sections: Sections, { before, folded = [], onlyDifferences = false }: Options = {}) {
  const previous = before && twinOf(before);
  return twinTree({ twin: twinOf(sections), previous, folded: new Set(folded), onlyDifferences });
}

const paths = (nodes: readonly TreeNode[]) => nodes.map(({ section, path }) => [section, ...path].join('.'));

describe('only differences', () => {
  const differing = {
    tags: { plant: 'here' },
    desired: { interval: 5, same: 1, net: { dns: 'a', mtu: 1500 }, calm: { x: 1 } },
    reported: { interval: 9, same: 1, net: { dns: 'b', mtu: 1500 }, calm: { x: 1 }, battery: 80 },
  };

  it('leave out values on which both sides agree, with the branches that hold no others', () => {
    expect(paths(treeOf(differing, { onlyDifferences: true }))).toEqual([
      'desired',
      'desired.interval',
      'desired.net',
      'desired.net.dns',
      'reported',
      'reported.interval',
      'reported.net',
      'reported.net.dns',
    ]);
  });

  it('keep a folded branch that holds one, and no other folded branch', () => {
    const folded = ['net', 'calm'].flatMap(key => [nodeId('desired', [key]), nodeId('reported', [key])]);
    expect(paths(treeOf(differing, { onlyDifferences: true, folded }))).toEqual([
      'desired',
      'desired.interval',
      'desired.net',
      'reported',
      'reported.interval',
      'reported.net',
    ]);
  });

  it('keep a wish that is not reported at all', () => {
    expect(paths(treeOf({ desired: { a: { b: 1 } } }, { onlyDifferences: true }))).toEqual([
      'desired',
      'desired.a',
      'desired.a.b',
      'reported',
    ]);
  });

  it('leave the two sections with nothing to unfold where both sides agree', () => {
    const nodes = treeOf({ desired: { a: 1 }, reported: { a: 1, b: 2 } }, { onlyDifferences: true });
    expect(nodes.map(({ section, path, isFoldable }) => [section, path, isFoldable])).toEqual([
      ['desired', [], false],
      ['reported', [], false],
    ]);
  });

  it('leave out deleted keys, which neither side has', () => {
    const before = { desired: { a: 1, gone: 2 } };
    expect(paths(treeOf({ desired: { a: 1 } }, { before, onlyDifferences: true }))).not.toContain('desired.gone');
  });
});

describe('a deleted key', () => {
  const gone = (sections: Sections, before: Sections) =>
    treeOf(sections, { before }).filter(({ change }) => change?.kind === 'deleted');

  it.each(['tags', 'desired', 'reported'] as const)('of %s has a line with what it was, where it stood', section => {
    const nodes = treeOf({ [section]: { a: 1, c: 3 } }, { before: { [section]: { a: 1, b: 2, c: 3 } } });
    expect(paths(nodes.filter(node => node.section === section))).toEqual(
      ['', '.a', '.b', '.c'].map(end => section + end),
    );
    expect(nodes.find(({ path }) => path[0] === 'b')).toMatchObject({ value: 2, change: { kind: 'deleted' } });
  });

  it('that was an object has one line for all that was in it', () => {
    const nodes = gone({}, { tags: { location: { plant: 'x', region: 'y' } } });
    expect(nodes.map(({ path, value }) => [path, value])).toEqual([[['location'], { plant: 'x', region: 'y' }]]);
  });

  it('is told of inside a branch that stays, the first and the last one too', () => {
    const before = { reported: { net: { first: 1, mtu: 2, last: 3 } } };
    const nodes = treeOf({ reported: { net: { mtu: 2 } } }, { before });
    expect(paths(nodes).slice(-4)).toEqual([
      'reported.net',
      'reported.net.first',
      'reported.net.mtu',
      'reported.net.last',
    ]);
  });

  it('named as a member of every object is deleted when its twin had it, and not otherwise', () => {
    const before = { tags: JSON.parse('{"__proto__": 1, "constructor": 2}') as JsonObject };
    expect(paths(gone({}, before))).toEqual(['tags.__proto__', 'tags.constructor']);
    expect(gone({ tags: {} }, { tags: {} })).toEqual([]);
  });
});

describe('a difference', () => {
  const stamp = ($lastUpdatedVersion: number) => ({ $lastUpdated: '2026-11-23T12:00:00Z', $lastUpdatedVersion });
  const desired = { interval: 5, $metadata: { ...stamp(4), interval: stamp(3) }, $version: 4 };
  const differences = (reported: JsonObject) =>
    treeOf({ desired, reported }).flatMap(({ section, path, difference }) =>
      difference === undefined ? [] : [{ at: [section, ...path].join('.'), ...difference }],
    );

  it('is told on both sides, with the version of desired that brought the wish', () => {
    expect(differences({ interval: 9 })).toEqual([
      { at: 'desired.interval', value: 9, wished: 3, acknowledged: undefined },
      { at: 'reported.interval', value: 5, wished: 3, acknowledged: undefined },
    ]);
  });

  it('from an acknowledged property is told beside its value, with the version acknowledged', () => {
    expect(differences({ interval: { value: 9, ac: 200, av: 2 } })).toEqual([
      { at: 'desired.interval', value: 9, wished: 3, acknowledged: 2 },
      { at: 'reported.interval.value', value: 5, wished: 3, acknowledged: 2 },
    ]);
    expect(differences({ interval: { value: 5, ac: 200, av: 3 } })).toEqual([]);
  });

  it('from what is not reported is told on the side of desired alone', () => {
    expect(differences({})).toEqual([{ at: 'desired.interval', value: undefined, wished: 3, acknowledged: undefined }]);
  });
});
