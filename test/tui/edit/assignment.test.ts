import { describe, expect, it } from 'vitest';
import { doubledSection, rewrittenNumber } from '../../../src/tui/edit/assignment.ts';

describe('a section typed behind a section', () => {
  it.each([
    ['tags.tags.location.plant = Redmond43', 'tags'],
    ['tags.location.tags.location.plant = 1', 'tags'],
    ['desired.properties.desired.a = 1', 'desired'],
    ['desired.reported.', 'reported'],
  ])('is seen in %s', (text, section) => expect(doubledSection(text)).toBe(section));

  it.each([
    'tags.',
    'tags.location.plant = tags.a.b',
    'desired.tagsets.a = 1',
    'tags.tags = 1',
    'desired.a = "x.tags."',
  ])('is not seen in %s', text => expect(doubledSection(text)).toBeUndefined());
});

describe('a number that JSON writes in another way', () => {
  it.each([
    ['desired.firmware.version = 2.0', '2.0', '2'],
    ['tags.revision = 1.10', '1.10', '1.1'],
    ['tags.big = 12345678901234567890', '12345678901234567890', '12345678901234567000'],
  ])('is seen in %s', (text, typed, becomes) => expect(rewrittenNumber(text)).toEqual({ typed, becomes }));

  it.each([
    'tags.a = 2',
    'tags.a = -1.5',
    'tags.a = "2.0"',
    'tags.a = 2.0.1',
    'tags.a = [2.0]',
    'tags.a =',
    '2.0',
  ])('is not seen in %s', text => expect(rewrittenNumber(text)).toBeUndefined());
});
