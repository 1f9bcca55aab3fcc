import examples from '../../fixtures/queries/examples.json' with { type: 'json' };
import refusals from '../../fixtures/queries/refusals.json' with { type: 'json' };

const pieces = [
  ...['SELECT ', '* ', 'FROM ', 'devices', '.modules ', '.jobs ', ' WHERE ', ' AND ', ' OR ', ' NOT ', ' IN ', ' NIN '],
  ...[
    ' GROUP BY ',
    ' AS ',
    ' TOP ',
    'COUNT()',
    'AVG(',
    'IS_DEFINED(',
    'STARTS_WITH(',
    'ARRAY_CONTAINS(',
    ' LIKE ',
    ' IS ',
  ],
  ...[
    'tags.',
    'properties.',
    'desired.',
    '[[',
    ']]',
    '[',
    ']',
    '(',
    ')',
    ',',
    '.',
    "'",
    '"',
    '\\',
    '\\u12',
    '$version',
  ],
  ...[
    ' = ',
    ' <> ',
    ' + ',
    ' - ',
    '-',
    '/',
    '%',
    '*',
    '==',
    '&&',
    '||',
    '!',
    ';',
    '--',
    '/*',
    '*/',
    '0x1f',
    '1e9',
    '-1.5',
  ],
  ...['\n', '\r\n', '\t', '\u0000', '\u2028', '“', '’', '`', '🚲', '\ud800', 'é', '__proto__', 'BETWEEN 1 AND', ' x '],
] as const;

const seeds = [...examples.map(({ query }) => query), ...refusals.map(({ query }) => query ?? '')];

/** A small generator (mulberry32) so that each run tries the same inputs. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Half of the inputs are queries with slips, half are pieces of the language in any order; a few are as long as may be. */
export function* fuzzInputs(count: number, seed = 1): Generator<string> {
  const random = randomFrom(seed);
  for (let made = 0; made < count; made++) {
    if (made % 500 === 499) yield pieces[random(pieces.length)]!.repeat(8192).slice(0, 8192);
    else yield made % 2 === 0 ? mutated(random) : assembled(random);
  }
}

function mutated(random: (below: number) => number): string {
  let text = seeds[random(seeds.length)]!;
  for (let slips = 1 + random(4); slips > 0; slips--) {
    const at = random(text.length + 1);
    const removed = random(3) === 0 ? random(12) : 0;
    text = text.slice(0, at) + (random(2) === 0 ? pieces[random(pieces.length)]! : '') + text.slice(at + removed);
  }
  return text;
}

function assembled(random: (below: number) => number): string {
  return Array.from({ length: random(random(20) === 0 ? 400 : 25) }, () => pieces[random(pieces.length)]!).join('');
}
