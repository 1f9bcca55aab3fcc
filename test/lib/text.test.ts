import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeJson } from '../../src/lib/escape.ts';
import { cells, cut, fill, type SafeText, safe, splitGraphemes } from '../../src/lib/text.ts';

/** Any code unit, lone halves of surrogate pairs too, and often what terminals find hard. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
      fc.constantFrom(
        '日本',
        'e\u0301',
        '👩‍👩‍👧',
        '❤️',
        '🇩🇪',
        'שלום',
        '\u001b[31m',
        '\u001b]52;c;eA==\u0007',
        '한글',
        'plain',
      ),
    ),
    { maxLength: 12 },
  )
  .map(pieces => pieces.join(''));

describe('what a terminal could obey or hide', () => {
  it.each([
    ['a control sequence', '\u001b[2J', '\\u001b[2J'],
    ['one of a single byte', '\u009b2J', '\\u009b2J'],
    ['the clipboard', '\u001b]52;c;eA==\u0007', '\\u001b]52;c;eA==\\u0007'],
    ['line ends', 'a\r\nb\u2028c', 'a\\u000d\\u000ab\\u2028c'],
    ['delete', 'a\u007f', 'a\\u007f'],
    ['the turn of the reading direction', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['isolates', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['what has no width', 'a\u200bb\u2060c\ufeff', 'a\\u200bb\\u2060c\\ufeff'],
    ['what looks like a blank', 'a\u00a0b\u3164c', 'a\\u00a0b\\u3164c'],
    ['text hidden in tags', 'x\u{e0041}', 'x\\udb40\\udc41'],
    ['text hidden in selectors', 'x\ufe01\u{e0100}', 'x\\ufe01\\udb40\\udd00'],
    ['half a pair', 'x\ud83d', 'x\\ud83d'],
    ['a tower of accents', `a${'\u0301'.repeat(8)}`, `a${'\u0301'.repeat(6)}\\u0301\\u0301`],
  ])('%s is shown as an escape', (_, stored, shown) => {
    expect(safe(stored)).toBe(shown);
  });

  it.each([
    'region "US"',
    'Zürich',
    '日本語',
    'e\u0301a\u0308',
    'שלום',
    'ไทย',
    '❤️ 1️⃣ 🇩🇪',
    '日\u3000本',
  ])('%j stays as it is', stored => {
    expect(safe(stored)).toBe(stored);
  });

  it('JSON reads back as the value it was made of, whatever is in it', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(undefined, 2), (key, value, indent) => {
        const document = { [key]: value, list: [value] };
        const shown = safeJson(document, indent);
        expect(JSON.parse(shown)).toEqual(document);
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
      }),
    );
  });

  it('is not in any text made safe, which stays safe when it is cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 40 }), (stored, width) => {
        for (const shown of [safe(stored), cut(safe(stored), width)]) {
          expect(shown).not.toMatch(
            /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/,
          );
          expect(shown).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });
});

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['👩', 2],
    ['🇩🇪', 2],
    ['', 0],
  ])('of %j are %i', (shown, width) => {
    expect(cells(shown)).toBe(width);
  });

  it('a cut takes at most the width, and all of what fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 40 }), (stored, width) => {
        const whole = safe(stored);
        const shown = cut(whole, width);
        expect(cells(shown)).toBeLessThanOrEqual(width);
        if (cells(whole) <= width && width > 0) expect(shown).toBe(whole);
      }),
    );
  });

  it('a cut goes between characters, never through one', () => {
    expect(cut(safe('日本語'), 4)).toBe('日…');
    expect(cut(safe('e\u0301e\u0301e\u0301'), 2)).toBe('e\u0301…');
    expect(cut(safe('abc'), 2)).toBe('a…');
    expect(splitGraphemes('🇩🇪e\u0301')).toEqual(['🇩🇪', 'e\u0301']);
  });

  it('a long text is cut without being measured whole', () => {
    const [short, long] = [safe('日本語の長い値'.repeat(200)), safe('日本語の長い値'.repeat(100_000))];
    // The shortest of many: other work on the machine only ever makes a run longer.
    const fastest = (value: SafeText) =>
      Math.min(
        ...Array.from({ length: 50 }, () => {
          const start = performance.now();
          cut(value, 80);
          return performance.now() - start;
        }),
      );
    expect(cut(long, 80)).toBe(cut(short, 80));
    // Measured whole it would take five hundred times as long.
    expect(fastest(long)).toBeLessThan(20 * fastest(short));
  });

  it('filled text has exactly the width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 40 }), (stored, width) => {
        expect(cells(fill(safe(stored), width))).toBe(width);
      }),
    );
  });
});
