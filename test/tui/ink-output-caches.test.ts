import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, describe, expect, it } from 'vitest';
import { keepOutputCaches, keepWholeRows } from '../../src/build/ink-patches.ts';

type Output = {
  write(x: number, y: number, text: string, options: { transformers: readonly [] }): void;
  clip(clip: object): void;
  unclip(): void;
  get(): { output: string; height: number };
};
type OutputClass = { default: new (options: { width: number; height: number }) => Output };

// Beside the original, so that its imports are found.
const folder = join(import.meta.dirname, '../../node_modules/ink/build');
const original = join(folder, 'output.js');
const place = mkdtempSync(join(folder, 'kept-'));
const patched = join(place, 'output.mjs');
writeFileSync(patched, keepWholeRows(keepOutputCaches(readFileSync(original, 'utf8'))));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const [stock, kept] = await Promise.all(
  [original, patched].map(async path => ((await import(pathToFileURL(path).href)) as OutputClass).default),
);

const width = 24;

/** What terminals find hard: wide, combining, joined, right-to-left, coloured, and several lines. */
const piece = fc.constantFrom(
  'plain text',
  '日本語テキスト',
  'e\u0301a\u0308',
  '👩‍👩‍👧',
  'שלום',
  '\u001b[31mred\u001b[39m',
  '\u001b[1m太字\u001b[22m',
  'two\nlines',
  '한글 and more',
  ' ',
  '',
);
const text = fc.array(piece, { maxLength: 4 }).map(texts => texts.join(''));
/** Lines that fill the row, coloured to the end or not; nearly, and over it. */
const wholeLine = fc
  .record({ text, over: fc.integer({ min: -1, max: 1 }), end: fc.constantFrom('', '\u001b[7m \u001b[27m', '語') })
  .map(({ text: start, over, end }) => {
    const line = start.replaceAll('\n', '');
    return line + ' '.repeat(Math.max(0, width + over - stringWidth(line) - stringWidth(end))) + end;
  });
const write = fc.oneof(
  fc.record({ x: fc.integer({ min: -3, max: 25 }), y: fc.integer({ min: -1, max: 6 }), text }),
  fc.record({ x: fc.constant(0), y: fc.integer({ min: -1, max: 6 }), text: wholeLine }),
);
const clip = fc.record({
  x1: fc.integer({ min: 0, max: 10 }),
  x2: fc.integer({ min: 8, max: 24 }),
  y1: fc.integer({ min: 0, max: 2 }),
  y2: fc.integer({ min: 2, max: 6 }),
});
const frame = fc.record({ free: fc.array(write, { maxLength: 6 }), clip, clipped: fc.array(write, { maxLength: 6 }) });

function paint(
  Output: OutputClass['default'],
  { free, clip: area, clipped }: typeof frame extends fc.Arbitrary<infer F> ? F : never,
): string {
  const output = new Output({ width, height: 6 });
  for (const { x, y, text } of free) output.write(x, y, text, { transformers: [] });
  output.clip(area);
  for (const { x, y, text } of clipped) output.write(x, y, text, { transformers: [] });
  output.unclip();
  return output.get().output;
}

describe('the output caches kept from frame to frame', () => {
  it('paint every frame as stock Ink does, wide, combining and right-to-left text included', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), frames => {
        for (const one of frames) expect(paint(kept!, one)).toBe(paint(stock!, one));
      }),
      { numRuns: 400 },
    );
  });

  it('start anew when they have grown', () => {
    const before = new kept!({ width: 10, height: 1 }) as unknown as { caches: object };
    for (let index = 0; index < 3000; index++)
      paint(kept!, {
        free: [{ x: 0, y: 0, text: `text ${index}` }],
        clip: { x1: 0, x2: 1, y1: 0, y2: 1 },
        clipped: [],
      });
    const after = new kept!({ width: 10, height: 1 }) as unknown as { caches: object };
    expect(after.caches).not.toBe(before.caches);
  });

  it('refuse another version of Ink', () => {
    expect(() => keepOutputCaches('export default class Output {}')).toThrow("Ink's output.js has changed");
    expect(() => keepWholeRows('export default class Output {}')).toThrow("Ink's output.js has changed");
  });
});
