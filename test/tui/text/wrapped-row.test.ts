import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cells, splitGraphemes } from '../../../src/lib/text.ts';
import { rowWidth, span } from '../../../src/tui/text/row.ts';
import { wrappedRow } from '../../../src/tui/text/wrapped-row.ts';
import { rowText } from '../../helpers/row-text.ts';

it('nothing of a row is lost, and no line is wider than there is room', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 40 }), fc.nat(30), (pieces, width, indent) => {
      const row = pieces.map(text => span(text));
      const [first, ...others] = wrappedRow(row, width, indent);
      const inner = Math.min(indent, Math.floor(width / 2));
      // Some musical notes take three cells each: they need a line that has them.
      fc.pre(pieces.flatMap(splitGraphemes).every(grapheme => cells(grapheme) <= width - inner));
      const kept = [rowText(first!), ...others.map(line => rowText(line).slice(inner))].join('');
      expect(kept).toBe(rowText(row));
      for (const line of [first!, ...others]) expect(rowWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

it('what fits stays one line, its looks kept', () => {
  const row = [span('a ', 'key'), span('b', 'bad')];
  expect(wrappedRow(row, 3)).toEqual([row]);
});
