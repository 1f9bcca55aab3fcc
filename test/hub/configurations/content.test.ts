import { describe, expect, it } from 'vitest';
import { desiredOf, overlay, parseContent, removalOf } from '../../../src/hub/configurations/content.ts';
import { type JsonObject, toBareObject } from '../../../src/lib/json.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('the content of a configuration', () => {
  it('becomes a patch of desired', () => {
    const content = { 'properties.desired.fw': { channel: 'stable' }, 'properties.desired.a.b': 1 };
    expect(plain(desiredOf(content))).toEqual({ fw: { channel: 'stable' }, a: { b: 1 } });
    expect(plain(desiredOf({ 'properties.desired': { whole: true } }))).toEqual({ whole: true });
  });

  it('lets paths that meet lie beside each other, and the later count where they contradict', () => {
    const whole = toBareObject({ fw: { channel: 'stable', pin: 1 }, mode: 'x' });
    const content = {
      'properties.desired': whole,
      'properties.desired.fw.channel': 'beta',
      'properties.desired.mode.deep': true,
      'properties.desired.fw.pin': { at: 2 },
    };
    expect(plain(desiredOf(content))).toEqual({ fw: { channel: 'beta', pin: { at: 2 } }, mode: { deep: true } });
    expect(plain(whole)).toEqual({ fw: { channel: 'stable', pin: 1 }, mode: 'x' });
  });

  it('is gathered in time that grows with it, not with its square, and refused when no twin can take it', () => {
    const paths = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`properties.desired.a${index}`, 1]));
    const start = performance.now();
    expect(Object.keys(desiredOf(paths(20_000)))).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(() => parseContent({ deviceContent: paths(20_000) })).toThrow('which no twin can take');
    expect(() => parseContent({ modulesContent: { $edgeAgent: paths(20_000) } })).toThrow('which no twin can take');
  });

  it('is refused with a path however deep', () => {
    const content = { deviceContent: { [`properties.desired${'.a'.repeat(900_000)}`]: 1 } };
    expect(() => parseContent(content)).toThrow('is nested 11 objects deep, the limit is 10');
  });

  it('keeps __proto__ as the key it is', () => {
    const desired = desiredOf({ 'properties.desired.__proto__': 1 });
    expect(Object.keys(desired)).toEqual(['__proto__']);
  });

  const refused: readonly [string, unknown][] = [
    ['no object', 5],
    ['nothing inside', {}],
    ['a kind that is not known', { edgeContent: {} }],
    ['two kinds', { deviceContent: {}, moduleContent: {} }],
    ['a path elsewhere', { deviceContent: { 'tags.site': 'a' } }],
    ['a path into reported', { deviceContent: { 'properties.reported.a': 1 } }],
    ['an empty segment', { deviceContent: { 'properties.desired.a..b': 1 } }],
    ['a key that twins refuse', { deviceContent: { 'properties.desired.a': { 'b c': 1 } } }],
    ['null', { deviceContent: { 'properties.desired.a': null } }],
    ['a whole desired that is no object', { deviceContent: { 'properties.desired': 1 } }],
    ['modules without the agent', { modulesContent: { other: { 'properties.desired': {} } } }],
  ];
  it.each(refused)('is refused: %s', (_, content) => {
    expect(() => parseContent(content as JsonObject)).toThrow(
      expect.objectContaining({ status: 400, code: 'InvalidConfigurationContent' }),
    );
  });

  it('is taken for edge devices with the agent', () => {
    const content = { modulesContent: { $edgeAgent: { 'properties.desired.x': 1 }, m: { 'properties.desired': {} } } };
    expect(parseContent(content)).toEqual(content);
  });
});

describe('taking content away', () => {
  it('names what was put there and nothing beside it', () => {
    const desired = toBareObject({ fw: { channel: 'stable', empty: {} }, interval: 5 });
    expect(plain(removalOf(desired))).toEqual({ fw: { channel: null, empty: null }, interval: null });
  });

  it('lets the next content stand where both meet', () => {
    const removal = removalOf(toBareObject({ fw: { channel: 'beta', pin: 1 }, mode: 'x' }));
    const next = toBareObject({ fw: { channel: 'stable' }, mode: { deep: true } });
    expect(plain(overlay(removal, next))).toEqual({ fw: { channel: 'stable', pin: null }, mode: { deep: true } });
  });
});
