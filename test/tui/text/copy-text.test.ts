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
