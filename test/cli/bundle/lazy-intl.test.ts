import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LazyCollator, LazySegmenter } from '../../../src/cli/bundle/lazy-intl.ts';

const plain = new Intl.Segmenter();
const lazy = new LazySegmenter();
const parts = (segments: Iterable<Intl.SegmentData>) => Array.from(segments, ({ segment, index }) => [index, segment]);

describe('graphemes without Intl', () => {
  it('are those of Intl for any two characters of the plane, side by side', () => {
    for (let first = 0; first <= 0xffff; first++) {
      const text = String.fromCharCode(first, 0x61, first, first, 0x1b, first);
      expect(parts(lazy.segment(text)), first.toString(16)).toEqual(parts(plain.segment(text)));
    }
  });

  it('are those of Intl for any text', () => {
    const character = fc.oneof(
      fc.constantFrom('\n', '\r', '\u001b[1m', '│', '…', '●', '👩‍👩‍👧', '한', 'e\u0301', '\ufe0f', '\u200d', '🇩', 'a'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    fc.assert(
      fc.property(
        fc.array(character).map(characters => characters.join('')),
        text => {
          expect(parts(lazy.segment(text))).toEqual(parts(plain.segment(text)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

it('names are compared as by Intl', () => {
  const names = ['dev10', 'dev2', 'Äpfel', 'apple', ''];
  const collator = new LazyCollator('en', { numeric: true });
  expect(names.toSorted((one, other) => collator.compare(one, other))).toEqual(
    names.toSorted(new Intl.Collator('en', { numeric: true }).compare),
  );
});
