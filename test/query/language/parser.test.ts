import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../../src/lib/errors.ts';
import type { Condition } from '../../../src/query/language/ast.ts';
import { parseCondition, parseQuery } from '../../../src/query/language/parser.ts';
import { applyFix, QuerySyntaxError } from '../../../src/query/language/syntax-error.ts';
import conditions from '../../fixtures/queries/conditions.json' with { type: 'json' };
import examples from '../../fixtures/queries/examples.json' with { type: 'json' };
import kitchenSink from '../../fixtures/queries/kitchen-sink.json' with { type: 'json' };
import refusals from '../../fixtures/queries/refusals.json' with { type: 'json' };
import { printCondition, printQuery, printTargetCondition } from './print-query.ts';

function where(text: string): Condition {
  return parseQuery(`SELECT * FROM devices WHERE ${text}`).where!;
}

function errorOf(parse: () => unknown): QuerySyntaxError {
  try {
    parse();
  } catch (error) {
    if (error instanceof QuerySyntaxError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a query', () => {
  it.each(examples)('from the documentation prints back to itself: $query', ({ query }) => {
    const plain = (text: string) =>
      text
        .replace(/[\s()]|\[\[|\]\]|devices\.(modules\.|jobs\.)?(?=\w+Id|jobType|status|created)/g, '')
        .replace('createdTimeUtc', 'createdDateTimeUtc')
        .toLowerCase();
    expect(plain(printQuery(parseQuery(query)))).toBe(plain(query));
  });

  it('may use everything the language has', () => {
    expect(printQuery(parseQuery(kitchenSink.query.join('\n')))).toBe(kitchenSink.printed);
  });

  it('gives the members of the hub their case, and those of users none', () => {
    const {
      select,
      where: condition,
      groupBy,
    } = parseQuery('SELECT DEVICEID, COUNT() FROM Devices WHERE PROPERTIES.Desired.Fw = TAGS.Fw group by deviceid');
    expect(select.kind === 'items' && select.items[0]!.value).toMatchObject({ segments: [{ name: 'deviceId' }] });
    expect(printCondition(condition!)).toBe('properties.desired.Fw = tags.Fw');
    expect(groupBy[0]!.segments[0]!.name).toBe('deviceId');
  });

  it('points with every span at what it stands for', () => {
    const text = "SELECT tags.a AS x FROM devices WHERE devices.deviceId = 'y' AND tags.[[b]] IN [1]";
    const { select, where: condition } = parseQuery(text);
    const at = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
    expect(select.kind === 'items' && at(select.items[0]!)).toBe('tags.a AS x');
    if (condition?.kind !== 'and') throw new Error('not an AND');
    expect(at(condition.left)).toBe("devices.deviceId = 'y'");
    expect(at(condition.right)).toBe('tags.[[b]] IN [1]');
  });
});

describe('precedence', () => {
  it.each([
    ['tags.a = 1 OR tags.b = 2 AND tags.c = 3', 'tags.a = 1 OR (tags.b = 2 AND tags.c = 3)'],
    ['NOT tags.a = 1 AND tags.b', '(NOT (tags.a = 1)) AND tags.b'],
    ['NOT tags.a IN [1]', 'NOT (tags.a IN [1])'],
    ['tags.a + tags.b * 2 > 1', '(tags.a + (tags.b * 2)) > 1'],
    ['tags.a - tags.b - tags.c = 0', '((tags.a - tags.b) - tags.c) = 0'],
    ['- tags.a * 2 = 0', '((- tags.a) * 2) = 0'],
  ])('%s means %s', (text, meaning) => {
    expect(printCondition(where(text))).toBe(printCondition(where(meaning)));
    expect(printCondition(where(text))).toBe(text);
  });

  it('keeps the parentheses that change the meaning', () => {
    for (const text of ['(tags.a OR tags.b) AND tags.c', 'tags.a - (tags.b - tags.c) = 1', '(tags.a = 1) = true']) {
      expect(printCondition(where(text))).toBe(text);
    }
  });
});

describe('constants', () => {
  it.each([
    [`'it''s'`, "it's"],
    [`'it\\'s'`, "it's"],
    [`"say \\"x\\""`, 'say "x"'],
    [`'\\u00e9\\\\'`, 'é\\'],
    ['-1.5e3', -1500],
    ['0x1F', 31],
    ['UNDEFINED', undefined],
    ['Null', null],
    ['TRUE', true],
  ])('%s is %j', (text, value) => {
    const condition = where(`tags.a = ${text}`);
    expect(condition.kind === 'comparison' && condition.right).toMatchObject({ kind: 'constant', value });
  });

  it('lets lists hold lists', () => {
    const condition = where('tags.a IN [[1, 2], [true]]');
    expect(condition.kind === 'in' && condition.list.items).toMatchObject([
      { kind: 'array', items: [{ value: 1 }, { value: 2 }] },
      { kind: 'array', items: [{ value: true }] },
    ]);
  });
});

describe('names', () => {
  it.each([
    'tags.my-tag',
    'tags.a/b',
    'tags.a+1',
    'tags.__type__',
    'tags.2nd',
    'tags.50',
    'tags.x&y',
    'properties.desired.$version',
  ])('%s needs no brackets', path => {
    const condition = where(`${path} = 1`);
    expect(condition.kind === 'comparison' && printCondition(condition.left)).toBe(path);
  });

  it('reads an operator only with white space around it', () => {
    const [joined, apart] = [where('tags.a-b = 1'), where('tags.a - tags.b = 1')];
    expect(joined.kind === 'comparison' && joined.left.kind).toBe('path');
    expect(apart.kind === 'comparison' && apart.left.kind).toBe('arithmetic');
  });

  it('takes names of prototype members as any other', () => {
    expect(printCondition(where('tags.__proto__.constructor = 1'))).toBe('tags.__proto__.constructor = 1');
  });
});

describe('a condition', () => {
  it.each(conditions)('of the documentation: $condition', ({ condition, printed }) => {
    expect(printTargetCondition(parseCondition(condition))).toBe(printed);
  });

  it('may stand for everything, of devices or of modules', () => {
    expect(parseCondition('*')).toEqual({ from: 'devices', where: undefined });
    expect(parseCondition('FROM devices.modules')).toEqual({ from: 'devices.modules', where: undefined });
  });
});

describe('a refusal', () => {
  it.each(
    refusals.map(refusal => ({ text: refusal.query ?? refusal.condition ?? '', ...refusal })),
  )('says what to write instead: $text', ({ text, problems, query }) => {
    const error = errorOf(() => (query === undefined ? parseCondition(text) : parseQuery(text)));
    const found = error.problems.map(({ column, message, hint, fix }) => ({
      column,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(fix === undefined ? {} : { fixed: applyFix(text, fix) }),
    }));
    expect(found).toEqual(problems);
  });

  it('is a mistake of the caller and tells line and column', () => {
    const error = errorOf(() => parseQuery("SELECT *\nFROM devices\nWHERE tags.ä = 'é' AND tags.group = 1"));
    expect(error.exitCode).toBe(ExitCode.usage);
    expect(error.problems[0]).toMatchObject({ line: 3, column: 29 });
    expect(error.message).toBe('Expected a name, found the keyword group (line 3, column 29).');
  });

  it('never holds a semicolon, behind which some clients cut a message off', () => {
    for (const text of [
      'SELECT * FROM devices;',
      "SELECT * FROM devices 'a;b'",
      'SELECT * FROM devices WHERE tags.[[;',
    ]) {
      for (const { message } of errorOf(() => parseQuery(text)).problems) expect(message).not.toContain(';');
    }
  });
});

describe('the limits', () => {
  const nested = (levels: number) => `SELECT * FROM devices WHERE ${'('.repeat(levels)}tags.a${')'.repeat(levels)}`;

  it('are 8192 characters', () => {
    const longest = `SELECT * FROM devices WHERE tags.a = '${'x'.repeat(8192 - 39)}'`;
    expect(longest.length).toBe(8192);
    expect(() => parseQuery(longest)).not.toThrow();
    expect(errorOf(() => parseQuery(`${longest} `)).message).toContain('Expected at most 8192 characters, found 8193');
  });

  it('are 64 levels', () => {
    expect(() => parseQuery(nested(64))).not.toThrow();
    expect(errorOf(() => parseQuery(nested(65))).problems).toHaveLength(1);
    for (const opener of ['(', '[', 'NOT ', '!', 'IS_DEFINED(', 'NOT(']) {
      const text = `SELECT * FROM devices WHERE ${opener.repeat(8000 / opener.length)}`;
      expect(() => parseQuery(text)).toThrow(QuerySyntaxError);
    }
  });

  it('are 1,024 operators', () => {
    expect(errorOf(() => parseQuery(`SELECT * FROM devices WHERE ${'1*'.repeat(4000)}1`)).message).toContain('1024');
  });
});
