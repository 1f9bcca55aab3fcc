import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Entries of a cache before it starts anew: a screen of 200x60 has some hundred pieces of text. */
const cacheLimit = 4096;

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
    '        lines = characterLines.map(line => styledCharsToString(line));\n        this.caches.lines.set(text, lines);\n        }\n',
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
  return edits.reduce((text, [find, replacement]) => {
    if (text.split(find).length !== 2) throw new Error(`Ink's output.js has changed, look at this patch: ${find}`);
    return text.replace(find, () => replacement);
  }, source);
}

export const inkKeepsCaches: Plugin = {
  name: 'ink-keeps-caches',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, async ({ path }) => ({
      contents: keepOutputCaches(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
