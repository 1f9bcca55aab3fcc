import { expect, it } from 'vitest';
import { fuzzCheck } from './fuzz-check.ts';
import { fuzzInputs } from './fuzz-inputs.ts';

it('takes 20,000 random and mutated texts without a crash, and refuses what it cannot read', () => {
  const counts = { read: 0, refused: 0 };
  for (const text of fuzzInputs(20_000)) counts[fuzzCheck(text)]++;
  expect(counts.read).toBeGreaterThan(200);
  expect(counts.refused).toBeGreaterThan(10_000);
});

it('takes time in proportion to the length of a text', () => {
  const openers = [
    '(',
    '[',
    '[[',
    "'",
    '"',
    '\\',
    '/*',
    '--',
    '.',
    'a',
    '1',
    '- ',
    'tags.',
    "'\\u",
    '“',
    'x AND ',
    ',',
  ];
  const slowest = openers.map(opener => {
    const text = `SELECT * FROM devices WHERE ${opener.repeat(8192)}`.slice(0, 8192);
    fuzzCheck(text);
    const start = performance.now();
    fuzzCheck(text);
    return { opener, milliseconds: performance.now() - start };
  });
  // One check parses twice, colours, completes and draws up to ten places; a quadratic one takes seconds.
  for (const { opener, milliseconds } of slowest) expect(milliseconds, opener).toBeLessThan(500);
});
