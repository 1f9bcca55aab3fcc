import { describe, expect, it } from 'vitest';
import { editedChange } from '../../../src/tui/edit/edited-change.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const replace = (text: string) => editedChange({ target: 'replace', text: '', base: thermostat }, text);
const wrong = (text: string) => {
  const result = replace(text);
  return result.kind === 'wrong' ? { ...result.problem, at: text.slice(result.problem.offset) } : undefined;
};

describe('a replacement from the editor', () => {
  it.each([
    ['{"tag":{"a":1},"properties":{"desired":{}}}', 'found "tag"', '"tag"'],
    ['{"tags":{},"propertys":{"desired":{}}}', 'found "propertys"', '"propertys"'],
    ['{"tags":{},"properties":{"desird":{"a":1}}}', 'Expected only desired in properties, found "desird"', '"desird"'],
    ['{"tags":{},"desired":{},"properties":{"desired":{}}}', 'found "desired"', '"desired":{},'],
    ['{"properties":{"desired":{}}}', 'Expected an object tags, found none', '{'],
    ['{"tags":{}}', 'Expected an object properties, found none', '{'],
    ['{"tags":{},"properties":{}}', 'Expected an object properties.desired, found none', '"properties"'],
    ['{"tags":null,"properties":{"desired":{}}}', 'Expected an object tags, found null', '"tags"'],
    ['{"tags":{},"properties":{"desired":[1]}}', 'Expected an object properties.desired, found [1]', '"desired"'],
  ])('%s is refused, since it would delete a section', (text, message, place) => {
    expect(wrong(text)?.message).toContain(message);
    expect(wrong(text)?.at.startsWith(place)).toBe(true);
  });

  it('tells that the device alone writes what it reports', () => {
    expect(wrong('{"tags":{},"properties":{"desired":{},"reported":{}}}')?.hint).toBe(
      'Only the device writes reported.',
    );
  });

  it('may empty a section where it says so', () => {
    expect(replace('{"tags":{},"properties":{"desired":{}}}')).toEqual({
      kind: 'change',
      change: { kind: 'replace', content: { tags: {}, properties: { desired: {} } } },
    });
  });

  it('marks what the hub would refuse', () => {
    const found = wrong('{"tags":{},\n "properties":{"desired":{"a":{"b":null}}}}');
    expect(found?.message).toMatch(/^line 2, column \d+: Value of Property or Tag cannot be null/);
    expect(found?.at).toMatch(/^null/);
  });
});

describe('what is not JSON', () => {
  it('is told with line and column, in words that are the same in every engine', () => {
    expect(wrong('{\n  "tags": {},\n  "properties": {"desired": {"a": 1 "b": 2}}\n}')?.message).toBe(
      `line 3, column 37: expected ',' or '}', found "\\""`,
    );
  });
  it('deeper than any twin is told, not thrown', () => {
    const deep = `{"tags":${'{"a":'.repeat(70)}1${'}'.repeat(70)},"properties":{"desired":{}}}`;
    expect(wrong(deep)?.message).toContain('nested more than');
  });
});
