import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/lib/json.ts';
import type { Candidate } from '../../../src/query/completion/candidate.ts';
import { complete } from '../../../src/query/completion/complete.ts';
import { type LearnedCatalogue, learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import type { Condition } from '../../../src/query/language/ast.ts';
import { tokenize } from '../../../src/query/language/lexer.ts';
import { parseQuery } from '../../../src/query/language/parser.ts';
import type { Token } from '../../../src/query/language/tokens.ts';
import examples from '../../fixtures/queries/examples.json' with { type: 'json' };

/** Offers at the `|` of the text. */
function at(marked: string, catalogue: LearnedCatalogue, what?: 'query' | 'condition'): readonly Candidate[] {
  const offset = marked.indexOf('|');
  return complete(marked.replace('|', ''), offset, catalogue, what).candidates;
}

function labels(marked: string, catalogue = fleet, what?: 'query' | 'condition'): string[] {
  return at(marked, catalogue, what).map(candidate => candidate.label);
}

/** The text with the candidate of this label taken. */
function taken(marked: string, label: string, catalogue = fleet): string {
  const found = at(marked, catalogue).find(candidate => candidate.label === label);
  if (found === undefined) throw new Error(`${label} is not offered`);
  const text = marked.replace('|', '');
  return text.slice(0, found.span.start) + found.insert + text.slice(found.span.end);
}

const fleet = learnCatalogue();
for (const [region, group, fw] of [
  ['eu', 'a', '1.0'],
  ['eu', 'b', '1.1'],
  ['us', 'a', "it's"],
] as const) {
  fleet.learn({
    deviceId: `pump-${group}`,
    tags: { region, group: { name: group }, 'my key': 1, on: true },
    properties: { desired: { fw }, reported: { fw, load: 3, 'up-time': 7 } },
    parentScopes: ['edge-1'],
  });
}

describe('at every offset of every example query', () => {
  it.each(examples)('offers what stands there: $query', ({ query }) => {
    const catalogue = learnCatalogue();
    learnFrom(query, catalogue);
    for (const token of offerable(query)) {
      // Behind a name without white space the name is still being written.
      const isApart = !/[\w\]]/.test(query[token.span.start - 1] ?? '');
      for (let offset = token.span.start + (isApart ? 0 : 1); offset < token.span.end; offset++) {
        const whole = complete(query, offset, catalogue);
        const cut = complete(query.slice(0, offset), offset, catalogue);
        for (const { candidates } of [whole, cut]) {
          const offers = candidates.map(({ insert }) => plain(insert));
          expect(offers, `${query.slice(0, offset)}|${query.slice(offset)}`).toContain(plain(token.text));
        }
      }
    }
  });
});

function plain(text: string): string {
  const written = text.toLowerCase().replace(/[.(]+\)?$|\[\[|\]\]/g, '');
  return written === 'group by' ? 'group' : written.replace(/^properties\..*/, 'properties');
}

/** All but marks, names for columns, numbers behind a sign, and the parts of a collection, which is offered whole. */
function offerable(query: string): Token[] {
  const { tokens } = tokenize(query);
  const from = tokens.findIndex(token => /^from$/i.test(token.text));
  return tokens.filter((token, index) => {
    if (token.kind === 'punctuation' || token.kind === 'end' || /^as$/i.test(tokens[index - 1]?.text ?? ''))
      return false;
    const isCollection = index > from && /^(devices|modules|jobs)$/i.test(token.text);
    return !isCollection && !/createdTimeUtc/.test(token.text);
  });
}

/** Twins in which the query finds each of its paths and values. */
function learnFrom(query: string, catalogue: LearnedCatalogue): void {
  const learn = (path: Condition, value: Condition | undefined): void => {
    const constant = value?.kind === 'constant' ? value.value : undefined;
    const leaf: Json = constant === undefined ? 'x' : constant;
    if (path.kind === 'path')
      catalogue.learn(path.segments.reduceRight<Json>((below, { name }) => ({ [name]: below }), leaf) as JsonObject);
  };
  const visit = (node: Condition): void => {
    if (node.kind === 'and' || node.kind === 'or') for (const part of [node.left, node.right]) visit(part);
    else if (node.kind === 'not') visit(node.operand);
    else if (node.kind === 'in') for (const item of node.list.items) learn(node.left, item);
    else if (node.kind === 'call') learn(node.arguments[0]!, node.arguments[1]);
    else if (node.kind === 'comparison') {
      learn(node.left, node.right);
      learn(node.right, undefined);
    }
  };
  const { where, select } = parseQuery(query);
  if (where !== undefined) visit(where);
  for (const { value } of select.kind === 'items' ? select.items : [])
    if (value.kind === 'path') learn(value, undefined);
}

describe('the grammar', () => {
  it.each([
    ['|', 'SELECT'],
    ['SELECT |', '*'],
    ['SELECT |', 'COUNT'],
    ['SELECT TOP 5 |', 'deviceId'],
    ['SELECT * |', 'FROM'],
    ['SELECT * FROM |', 'devices.modules'],
    ['SELECT * FROM devices |', 'WHERE'],
    ['SELECT * FROM devices WHERE |', 'NOT'],
    ['SELECT * FROM devices WHERE tags.region |', 'NIN'],
    ['SELECT * FROM devices WHERE tags.region IN |', '['],
    ["SELECT * FROM devices WHERE (tags.region = 'eu' |", ')'],
    ["SELECT * FROM devices WHERE tags.region = 'eu' |", 'GROUP BY'],
    ['SELECT tags.region FROM devices GROUP |', 'BY'],
    ['SELECT AVG(|', 'properties.reported'],
    ['SELECT * FROM devices WHERE IS_DEFINED(properties.|', 'desired'],
    ['SELECT * FROM devices.jobs WHERE |', 'jobType'],
  ])('offers at %s: %s', (text, label) => {
    expect(labels(text)).toContain(label);
  });

  it('does not offer aggregates in WHERE, nor twins in a query of jobs', () => {
    expect(labels('SELECT * FROM devices WHERE |')).not.toContain('COUNT');
    expect(labels('SELECT * FROM devices.jobs WHERE |')).not.toContain('tags');
  });

  it('goes by the collection behind the cursor', () => {
    expect(labels('SELECT mod| FROM devices.modules')).toContain('moduleId');
    expect(labels('SELECT moduleI| FROM devices')).not.toContain('moduleId');
  });

  it('offers what is selected first to group by', () => {
    expect(labels('SELECT tags.region, COUNT() FROM devices GROUP BY |')[0]).toBe('tags.region');
  });

  it('begins with a member where only a condition is asked for', () => {
    expect(labels('|', fleet, 'condition')).toContain('tags');
    expect(labels('|', fleet, 'condition')).not.toContain('SELECT');
  });

  it('keeps to the lower case of a query that began so', () => {
    expect(taken('select * fr|', 'from')).toBe('select * from');
  });
});

describe('what real twins hold', () => {
  it('is offered below a path, the most frequent first', () => {
    expect(labels('SELECT * FROM devices WHERE tags.|').slice(0, 2)).toEqual(['region', 'group']);
    expect(at('SELECT * FROM devices WHERE tags.re|', fleet)[0]).toMatchObject({
      kind: 'path',
      count: 3,
      detail: 'string',
    });
  });

  it('is offered as a value, with the number of twins', () => {
    expect(at("SELECT * FROM devices WHERE tags.region = '|'", fleet)).toMatchObject([
      { label: 'eu', insert: "'eu'", count: 2, kind: 'value' },
      { label: 'us', insert: "'us'", count: 1, kind: 'value' },
    ]);
    expect(labels("SELECT * FROM devices WHERE tags.region IN ['eu', '|")).toContain('us');
    expect(labels("SELECT * FROM devices WHERE ARRAY_CONTAINS(parentScopes, '|")).toEqual(['edge-1']);
    expect(labels('SELECT * FROM devices WHERE tags.on = |').slice(0, 1)).toEqual(['true']);
  });

  it('is found by its last name alone', () => {
    expect(taken('SELECT * FROM devices WHERE load|', 'load')).toBe(
      'SELECT * FROM devices WHERE properties.reported.load',
    );
  });

  it('is written as the language asks for', () => {
    expect(taken('SELECT * FROM devices WHERE tags.gr|', 'group')).toBe('SELECT * FROM devices WHERE tags.[[group]].');
    expect(taken('SELECT * FROM devices WHERE properties.desired.fw = |', "it's")).toMatch(/= 'it\\'s'$/);
    expect(taken('SELECT * FROM devices WHERE properties.reported.up|', 'up-time')).toMatch(/\.up-time$/);
  });

  it('takes the place of the whole word, and of the rest of an open string only up to the cursor', () => {
    expect(taken("SELECT * FROM devices WHERE tags.re|gexp = 'x'", 'region')).toBe(
      "SELECT * FROM devices WHERE tags.region = 'x'",
    );
    expect(taken("SELECT * FROM devices WHERE tags.region = 'e| AND tags.on", 'eu')).toBe(
      "SELECT * FROM devices WHERE tags.region = 'eu' AND tags.on",
    );
  });

  it('is joined by what the hub itself can write', () => {
    expect(labels("SELECT * FROM devices WHERE connectionState = '|")).toEqual(['Connected', 'Disconnected']);
  });
});

describe('a catalogue', () => {
  it('stops learning at its limits', () => {
    const small = learnCatalogue({ paths: 3, valuesPerPath: 2 });
    for (let index = 0; index < 10; index++) small.learn({ tags: { a: index, [`b${index}`]: 'x' } });
    expect(small.paths(['tags'])).toHaveLength(2);
    expect(small.values(['tags', 'a'], '')).toHaveLength(2);
  });

  it('takes names of prototype members as any other', () => {
    const odd = learnCatalogue();
    odd.learn(JSON.parse('{"tags":{"__proto__":{"constructor":1}}}'));
    expect(odd.paths(['tags', '__proto__'])).toMatchObject([{ name: 'constructor', count: 1 }]);
  });
});
