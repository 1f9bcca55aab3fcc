import { describe, expect, it } from 'vitest';
import { type Format, rowWriter } from '../../src/cli/output/row-writer.ts';
import type { JsonObject } from '../../src/lib/json.ts';

function written(format: Format, ...pages: JsonObject[][]): string {
  const writer = rowWriter(format);
  return pages.map(rows => writer.page(rows)).join('') + writer.end();
}

const pages: JsonObject[][] = [[{ deviceId: 'a', n: 1 }], [], [{ deviceId: 'b', tags: { x: [1, 'ü'] } }]];

describe('rows', () => {
  it('as json are one array, however they were paged', () => {
    expect(JSON.parse(written('json', ...pages))).toEqual(pages.flat());
    expect(JSON.parse(written('json', []))).toEqual([]);
    expect(JSON.parse(written('json'))).toEqual([]);
  });

  it('as ndjson are a line each', () => {
    const lines = written('ndjson', ...pages)
      .trimEnd()
      .split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual(pages.flat());
  });

  it('as csv have the columns of the first page and are quoted where needed', () => {
    expect(written('csv', [{ id: 'a"b', note: 'x,y' }, { id: 'c' }], [{ note: 'line\nbreak' }])).toBe(
      'id,note\r\n"a""b","x,y"\r\nc,\r\n,"line\nbreak"\r\n',
    );
  });

  it('as csv end with an error rather than lose a value of a later page', () => {
    expect(() => written('csv', [{ a: 1 }], [{ a: 1, b: 2 }])).toThrow(/column "b"/);
  });

  it('as a table line up by what is seen, wide characters included', () => {
    const [heading, rule, ...lines] = written('table', [
      { name: '深圳', n: 1 },
      { name: 'x', n: 22 },
    ]).split('\n');
    expect(heading).toBe('name  n');
    expect(rule).toBe('────  ──');
    expect(lines).toEqual(['深圳  1', 'x     22', '']);
  });

  it('as a table line up under a name that is shown escaped', () => {
    expect(written('table', [{ 'a\u202e': 1, b: 2 }])).toBe('a\\u202e  b\n───────  ─\n1        2\n');
  });

  it('as a table get a second heading when a later page has other columns', () => {
    expect(written('table', [{ a: 1 }], [{ b: 2 }])).toBe('a\n─\n1\n\nb\n─\n2\n');
  });

  it.each<Format>(['table', 'json', 'ndjson'])('as %s hold no control sequence of foreign origin', format => {
    const hostile = { id: '\u001b]52;c;aGk=\u0007', bidi: 'a\u202eb', c1: '\u009b31m', half: '\ud800' };
    expect(written(format, [hostile])).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ud800]/);
  });

  it('as json read back as what is stored, escapes and all', () => {
    const hostile = { id: '\u001b[31m\u202e\u{e0041}' };
    expect(JSON.parse(written('json', [hostile]))).toEqual([hostile]);
  });
});
