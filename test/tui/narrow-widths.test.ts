import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import stock from 'string-width';
import { afterAll, expect, it } from 'vitest';
import { keepCleanTexts, measureNarrowTextAtOnce, paintWithMeasuredWidths } from '../../src/build/ink-patches.ts';

type StringWidth = (text: string, options?: { readonly ambiguousIsNarrow?: boolean }) => number;

// Beside the original, so that its imports are found.
const folder = join(import.meta.dirname, '../../node_modules/string-width');
const place = mkdtempSync(join(folder, 'narrow-'));
const file = join(place, 'index.mjs');
writeFileSync(file, measureNarrowTextAtOnce(readFileSync(join(folder, 'index.js'), 'utf8')));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const { default: patched } = (await import(pathToFileURL(file).href)) as { default: StringWidth };

it('every character alone is as wide as before, ambiguous ones wide and narrow', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const text = String.fromCharCode(code);
    for (const ambiguousIsNarrow of [true, false]) {
      const [before, after] = [stock(text, { ambiguousIsNarrow }), patched(text, { ambiguousIsNarrow })];
      if (before !== after) expect.fail(`U+${code.toString(16)} was ${before} cells wide, and is ${after}`);
    }
  }
});

it('any text is as wide as before', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('│ ▾ tags', '—…', '←️', '©️', '1️⃣', 'é', '日本', '👩‍👩‍👧', 'שלום', '\u001b[31m─\u001b[39m', 'ﾞ', 'ё'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), pieces => {
      const text = pieces.join('');
      expect(patched(text)).toBe(stock(text));
    }),
    { numRuns: 500 },
  );
});

it('other versions are refused', () => {
  expect(() => measureNarrowTextAtOnce('')).toThrow('string-width/index.js has changed');
  expect(() => keepCleanTexts('')).toThrow("Ink's sanitize-ansi.js has changed");
  expect(() => paintWithMeasuredWidths('')).toThrow("Ink's render-node-to-output.js has changed");
});
