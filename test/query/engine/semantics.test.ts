import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { parseQuery } from '../../../src/query/language/parser.ts';
import { TwinRows } from './twin-rows.ts';

const twin = {
  deviceId: 'dev1',
  status: 'enabled',
  tags: {
    text: 'abc',
    number: 5,
    real: 2.5,
    yes: true,
    no: false,
    five: '5',
    empty: '',
    list: ['a', 1, true],
    object: { a: 1 },
    Mode: 'upper',
    mode: 'lower',
    Other: { Inner: 1 },
    hidden: { name: 'some_value' },
  },
  properties: {
    desired: { config: 'x', $version: 3, $metadata: {} },
    reported: { config: 'x', list: ['a'], $version: 3, $metadata: { $lastUpdated: '2024-01-01' } },
  },
};

/** hub-reference 5.3 to 5.5: what a condition is for this twin, and what its negation is. */
const conditions: readonly (readonly [string, true | false | undefined])[] = [
  ["tags.text = 'abc'", true],
  ["tags.text = 'ABC'", false],
  ["tags.missing = 'abc'", undefined],
  ["tags.missing != 'abc'", undefined],
  ['tags.text = 5', undefined],
  ['tags.five = 5', undefined],
  ['tags.five != 5', undefined],
  ['tags.object = tags.object', undefined],
  ['tags.list = tags.list', undefined],
  ['tags.text = null', undefined],
  ['null = null', true],
  ['tags.missing = undefined', undefined],
  ["tags.text < 'abd'", true],
  ["tags.text >= 'abd'", false],
  ['5 < tags.number', false],
  ['5 <= tags.number', true],
  ['tags.yes > tags.no', undefined],
  ['tags.yes != tags.no', true],
  ['tags.yes', true],
  ['tags.no', false],
  ['tags.text', undefined],
  ["tags.missing = 'a' AND tags.no", false],
  ["tags.missing = 'a' OR tags.yes", true],
  ["tags.missing = 'a' OR tags.no", undefined],
  ["tags.text IN ['x', 'abc']", true],
  ["tags.text NIN ['x', 'abc']", false],
  ['tags.text IN []', false],
  ["tags.missing IN ['abc']", undefined],
  ["tags.missing NIN ['abc']", undefined],
  ["tags.object NIN ['abc']", undefined],
  ["tags.number NIN ['5']", true],
  ['IS_DEFINED(tags.object)', true],
  ['is_defined(tags.object.a)', true],
  ['IS_DEFINED(tags.object.b)', false],
  ["STARTSWITH(tags.text, 'ab')", true],
  ["STARTSWITH(tags.number, '5')", undefined],
  ["ENDSWITH(tags.text, '')", true],
  ['ARRAY_CONTAINS(tags.list, 1)', true],
  ["ARRAY_CONTAINS(tags.list, '1')", false],
  ["ARRAY_CONTAINS(tags.text, 'a')", undefined],
  ['IS_OBJECT(tags.object)', true],
  ['IS_OBJECT(tags.list)', false],
  ['IS_PRIMITIVE(tags.empty)', true],
  ['IS_STRING(tags.missing)', false],
  ['tags.number * 2 = 10', true],
  ['tags.number / 2 = tags.real', true],
  ['tags.number % 3 = 2', true],
  ["tags.text + 'd' = 'abcd'", undefined],
  ['tags.number / 0 > 1', true],
  ['-tags.number = -5', true],
  ["tags.mode = 'lower'", true],
  ["tags.MODE = 'upper'", true],
  ['tags.other.inner = 1', true],
  ["tags.hidden.name = 'some_value'", true],
  ['properties.desired.config = properties.reported.config', true],
  ['properties.desired.$version = properties.reported.$version', true],
  ["properties.reported.$metadata.$lastUpdated < '2024-02'", true],
  ["DeviceId = 'dev1'", true],
  ["deviceId = 'DEV1'", false],
];

describe.each([
  ['by scanning', false],
  ['by columns', true],
] as const)('%s', (_, learns) => {
  it.each(conditions)('%s is %s', (condition, expected) => {
    const rows = new TwinRows();
    rows.put(twin);
    rows.put({ deviceId: 'other', properties: { desired: {}, reported: {} } });
    const holds = (text: string) => {
      const query = parseQuery(`SELECT deviceId FROM devices WHERE (${text}) AND deviceId != 'other'`);
      if (learns) rows.learn(query);
      return rows.select(query).length === 1;
    };
    expect([holds(condition), holds(`NOT (${condition})`)]).toEqual([expected === true, expected === false]);
  });
});

describe('constants that look like code', () => {
  const hostile = [
    "'+process.exit()+'",
    '"); process.exit(); ("',
    '\u0024{process.exit()}',
    '\u2028process.exit()',
    '\\u0027',
    '*/process.exit()/*',
    '__proto__',
  ];
  it.each(hostile)('%j is only a value', text => {
    const rows = new TwinRows();
    rows.put({ deviceId: text, tags: { [`a${hostile.indexOf(text)}`]: text }, properties: {} });
    const quoted = JSON.stringify(text).replaceAll('\u2028', '\\u2028');
    const query = parseQuery(
      `SELECT deviceId FROM devices WHERE tags.a${hostile.indexOf(text)} = ${quoted} AND deviceId IN [${quoted}] AND ENDSWITH(deviceId, ${quoted})`,
    );
    expect(rows.select(query)).toEqual([{ deviceId: text }]);
    rows.learn(query);
    expect(rows.select(query)).toEqual([{ deviceId: text }]);
  });

  it('as names of members and keys of the result are only names', () => {
    const rows = new TwinRows();
    rows.put({
      deviceId: 'd',
      tags: JSON.parse('{"__proto__":{"constructor":"x"},"`1`":2}') as JsonObject,
      properties: {},
    });
    const query = parseQuery(
      'SELECT tags.__proto__.constructor, tags.[[`1`]] AS toString FROM devices WHERE tags.constructor = 1 OR tags.__proto__.constructor = "x"',
    );
    expect(JSON.stringify(rows.select(query))).toBe('[{"constructor":"x","toString":2}]');
  });
});

describe('nesting', () => {
  it('makes code of a size in proportion to the query', () => {
    const rows = new TwinRows();
    rows.put(twin);
    let condition = 'tags.yes';
    for (let depth = 0; depth < 24; depth++) condition = `(${condition}) = true`;
    expect(rows.select(parseQuery(`SELECT deviceId FROM devices WHERE ${condition}`))).toHaveLength(1);
  });
});
