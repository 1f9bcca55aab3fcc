import { describe, expect, it } from 'vitest';
import { doubledSection } from '../../../src/tui/edit/assignment.ts';

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
