import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json.ts';
import { parseQuery } from '../../../src/query/language/parser.ts';
import { copyText } from '../../../src/tui/text/copy-text.ts';

const node = (path: readonly string[], value: Json, section: 'tags' | 'desired' | 'reported' = 'tags') => ({
  section,
  path,
  value,
});
const query = (path: readonly string[], value: Json, moduleId?: string) =>
  copyText.query(node(path, value), { moduleId });

describe('a node as a query', () => {
  it.each<[readonly string[], Json, string]>([
    [['location', 'region'], 'US', "SELECT * FROM devices WHERE tags.location.region = 'US'"],
    [['group'], 1, 'SELECT * FROM devices WHERE tags.[[group]] = 1'],
    [['order', 'a_b'], true, 'SELECT * FROM devices WHERE tags.[[order]].a_b = true'],
    [['path'], 'C:\\new', "SELECT * FROM devices WHERE tags.path = 'C:\\\\new'"],
    [['name'], "it's", "SELECT * FROM devices WHERE tags.name = 'it\\'s'"],
    [['list'], [1], 'SELECT * FROM devices WHERE IS_DEFINED(tags.list)'],
  ])('%j of %j', (path, value, text) => {
    expect(query(path, value)).toBe(text);
    expect(() => parseQuery(text)).not.toThrow();
  });

  it('of a module’s twin asks for modules', () => {
    expect(query(['a'], 1, 'camera')).toBe('SELECT * FROM devices.modules WHERE tags.a = 1');
  });

  it('has the same path when that is copied alone', () => {
    expect(copyText.path(node(['order', 'x'], 1, 'reported'))).toBe('properties.reported.[[order]].x');
  });
});

describe('a value', () => {
  it.each<[Json, string]>([
    ['two\nlines\tof text é', 'two\nlines\tof text é'],
    ['a\u0003\ntouch it\u001b[201~', '"a\\u0003\\ntouch it\\u001b[201~"'],
    ['a\r', '"a\\r"'],
    [{ a: '\u009b' }, '{\n  "a": "\\u009b"\n}'],
  ])('%j is copied as %j', (value, text) => {
    expect(copyText.value(node(['a'], value))).toBe(text);
  });

  it('below a key that a terminal could obey has a path with escapes, also in a query', () => {
    const key = node(['a\u001b[201~'], 1);
    expect(copyText.path(key)).toBe('tags.[[a\\u001b[201~]]');
    expect(query(key.path, 1)).toContain('tags.[[a\\u001b[201~]] = 1');
  });
});
