import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';

/**
 * Makes a program of pieces that are loaded when they are asked for: esbuild splits ES modules only, so these are made
 * first, and of each a CommonJS function expression. What loads them keeps what V8 compiles, which Node does for no
 * ES module before 22. Returns the hash of all pieces, and the inputs.
 */
export async function buildPieces(options: BuildOptions & { readonly outdir: string }) {
  const { outputFiles, metafile } = await build({
    ...options,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    chunkNames: '[name]-[hash]',
  });
  mkdirSync(options.outdir, { recursive: true });
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
    hash.update(code);
    writeFileSync(join(options.outdir, `${basename(path, '.js')}.cjs`), code);
  }
  return { hash: hash.digest('hex').slice(0, 16), inputs: Object.keys(metafile.inputs) };
}

/** The names that the pieces have as CommonJS. */
function withNamesOf(names: readonly string[], text: string): string {
  return names.reduce((renamed, name) => renamed.replaceAll(`./${name}.js"`, `./${name}.cjs"`), text);
}
