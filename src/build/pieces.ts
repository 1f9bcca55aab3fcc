import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
import { joinPieces } from '../lib/piece-file.ts';

/**
 * Makes a program of pieces that are loaded when they are asked for: esbuild splits ES modules only, so these are made
 * first, and of each a CommonJS function expression. What loads them keeps what V8 compiles, which Node does for no
 * ES module before 22. All go into one file, for npm takes longer over a hundred small ones than over all the rest
 * (bench/install). Returns the hash of all pieces, and the inputs.
 */
export async function buildPieces(file: string, options: BuildOptions) {
  const { outputFiles, metafile } = await build({
    ...options,
    outdir: dirname(file),
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    chunkNames: '[name]-[hash]',
  });
  const pieces = new Map<string, string>();
  const names = outputFiles.map(({ path }) => basename(path, '.js'));
  const hash = createHash('sha256');
  for (const { path, text } of outputFiles) {
    const { code } = await transform(withNamesOf(names, text), {
      format: 'cjs',
      platform: 'node',
      target: 'es2024',
      minify: true,
      supported: { 'dynamic-import': false },
      banner: '(function(exports,require,module,__filename,__dirname){',
      footer: '})',
    });
    const ascii = inAscii(code);
    hash.update(ascii);
    pieces.set(`${basename(path, '.js')}.cjs`, ascii);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, joinPieces(pieces));
  return { hash: hash.digest('hex').slice(0, 16), inputs: Object.keys(metafile.inputs) };
}

/**
 * The bundler writes strings so; in regular expressions it leaves characters as they are, which mean the same escaped.
 */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The names that the pieces have as CommonJS. */
function withNamesOf(names: readonly string[], text: string): string {
  return names.reduce((renamed, name) => renamed.replaceAll(`./${name}.js"`, `./${name}.cjs"`), text);
}
