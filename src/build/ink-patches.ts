import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { replaced } from './replaced.ts';

/** Entries of a cache before it starts anew: a screen of 200x60 has some hundred pieces of text. */
const cacheLimit = 2048;

const edits: readonly (readonly [find: string, replacement: string])[] = [
  ['    caches = new OutputCaches();', '    caches = keptCaches();'],
  [
    'export default class Output {',
    `let kept = new OutputCaches();
const keptCaches = () => {
    const size = Math.max(kept.widths.size, kept.blockWidths.size, kept.styledChars.size, kept.lines.size);
    if (size > ${cacheLimit}) kept = new OutputCaches();
    return kept;
};
export default class Output {`,
  ],
  ['    styledChars = new Map();', '    styledChars = new Map();\n    lines = new Map();'],
  [
    '        // Preserve styles across explicit newlines before clipping individual rows.\n',
    '        let lines = this.caches.lines.get(text);\n        if (lines === undefined) {\n',
  ],
  [
    '        let lines = characterLines.map(line => styledCharsToString(line));\n',
    '        lines = characterLines.map(line => styledCharsToString(line));\n        this.caches.lines.set(text, lines);\n        // Of 200 cells in a row each is an object: they are kept as text alone.\n        this.caches.styledChars.delete(text);\n        }\n',
  ],
  [
    "        if (from >= to) {\n            return '';\n        }\n",
    "        if (from >= to) {\n            return '';\n        }\n        if (from <= 0 && to >= this.caches.getStringWidth(line)) {\n            return line;\n        }\n",
  ],
];

/**
 * Ink makes its caches of taken-apart text anew for every frame, so each frame takes all text apart again: half of the
 * time of a frame (measured 30 to 13 ms at 200x60). Kept from frame to frame, and bounded. Throws when Ink's source is
 * not the one this was written for.
 */
export function keepOutputCaches(source: string): string {
  return edits.reduce((text, [find, replacement]) => replaced(text, find, replacement, "Ink's output.js"), source);
}

const rowEdits: readonly (readonly [find: string, replacement: string])[] = [
  [
    `            const row = [];
            for (let x = 0; x < this.width; x++) {
                row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });
            }
            output.push(row);
`,
    '            output.push(undefined);\n',
  ],
  [
    `            const currentLine = output[y + index];
            // Lines above or below the output area have no corresponding pre-initialized row.
            if (!currentLine) {
                continue;
            }
`,
    `            const rowIndex = y + index;
            if (!(rowIndex >= 0 && rowIndex < output.length)) {
                continue;
            }
`,
  ],
  [
    `            const characters = this.caches.getStyledChars(line);
            // Nothing to write`,
    `            if (x === 0 && output[rowIndex] === undefined && this.wholeRows[rowIndex] === undefined && this.caches.getStringWidth(line) === this.width) {
                this.wholeRows[rowIndex] = line;
                continue;
            }
            const characters = this.caches.getStyledChars(line);
            // Nothing to write`,
  ],
  [
    '            let offsetX = x;\n',
    `            const currentLine = this.cellsOf(output, rowIndex);
            let offsetX = x;
`,
  ],
  [
    `            .map(line => {
`,
    `            .map((line, y) => {
            if (line === undefined) return (this.wholeRows[y] ?? '').trimEnd();
`,
  ],
  [
    '    applyWriteOperation(output, operation, clip) {\n',
    `    wholeRows = [];
    cellsOf(output, y) {
        if (output[y] === undefined) {
            output[y] = Array(this.width).fill(blank);
            const line = this.wholeRows[y];
            if (line !== undefined) this.applyWriteOperation(output, { x: 0, y, text: line, transformers: [] });
        }
        return output[y];
    }
    applyWriteOperation(output, operation, clip) {
`,
  ],
  [
    'export default class Output {',
    `const blank = { type: 'char', value: ' ', fullWidth: false, styles: [] };
export default class Output {`,
  ],
];

/**
 * A line that fills its row is kept as it is, until another write meets the row: no cells are made for it and put
 * together again (measured 17 to 11 ms at 200x60, with every row changed).
 */
export function keepWholeRows(source: string): string {
  return rowEdits.reduce((text, [find, replacement]) => replaced(text, find, replacement, "Ink's output.js"), source);
}

export const inkKeepsCaches: Plugin = {
  name: 'ink-keeps-caches',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, async ({ path }) => ({
      contents: keepWholeRows(keepOutputCaches(await readFile(path, 'utf8'))),
      loader: 'js',
    }));
  },
};

/** Of one cell each, and no part of a longer character: Latin, Greek, Cyrillic, signs, arrows, lines and blocks. */
const narrow =
  '\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u0391-\\u03A9\\u03B1-\\u03C9\\u0400-\\u0482\\u048A-\\u052F\\u2010-\\u2027\\u2030-\\u205E\\u20A0-\\u20BF\\u2190-\\u21FF\\u2200-\\u22FF\\u23CE\\u2500-\\u25FC\\u2713-\\u2718';

/**
 * Text with borders and marks is no ASCII, and would be segmented and looked up character by character: a third of the
 * time of a frame that scrolls (measured 9 of 21 ms at 200x60).
 */
export function measureNarrowTextAtOnce(source: string): string {
  const name = 'string-width/index.js';
  // V8 collects all sequences of emoji when it meets the expression: 2 ms that the first frame does not need.
  const late = replaced(
    source,
    'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    'let rgiEmoji;\nconst rgiEmojiRegex = { test: segment => (rgiEmoji ??= /^\\p{RGI_Emoji}$/v).test(segment) };',
    name,
  );
  return replaced(
    late,
    'if (/^[\\u0020-\\u007E]*$/.test(string)) {',
    `if ((ambiguousIsNarrow ? /^[${narrow}]*$/ : /^[\\u0020-\\u007E]*$/).test(string)) {`,
    name,
  );
}

/** The width that layout has just measured, instead of measuring each text a second time. */
export function paintWithMeasuredWidths(source: string): string {
  const name = "Ink's render-node-to-output.js";
  const measured = replaced(source, 'widestLine(text);', 'measureText(text).width;', name);
  return replaced(
    measured,
    "import widestLine from 'widest-line';",
    "import measureText from './measure-text.js';",
    name,
  );
}

/** Ink cleans every text twice a frame, to measure and to paint it: what was cleaned once is known. */
export function keepCleanTexts(source: string): string {
  return replaced(
    source,
    'const sanitizeAnsi = (text) => {',
    `const cleanTexts = new Map();
const sanitizeAnsi = (text) => {
    let clean = cleanTexts.get(text);
    if (clean === undefined) {
        clean = sanitizeAnew(text);
        if (cleanTexts.size > ${cacheLimit}) cleanTexts.clear();
        cleanTexts.set(text, clean);
    }
    return clean;
};
const sanitizeAnew = (text) => {`,
    "Ink's sanitize-ansi.js",
  );
}

const widthEdits: readonly (readonly [file: RegExp, edit: (source: string) => string])[] = [
  [/[\\/]string-width[\\/]index\.js$/, measureNarrowTextAtOnce],
  [/[\\/]ink[\\/]build[\\/]render-node-to-output\.js$/, paintWithMeasuredWidths],
  [/[\\/]ink[\\/]build[\\/]sanitize-ansi\.js$/, keepCleanTexts],
];

export const inkMeasuresLess: Plugin = {
  name: 'ink-measures-less',
  setup({ onLoad }) {
    for (const [filter, edit] of widthEdits) {
      onLoad({ filter }, async ({ path }) => ({ contents: edit(await readFile(path, 'utf8')), loader: 'js' }));
    }
  },
};
