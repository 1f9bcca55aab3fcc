import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { inkKeepsCaches, inkMeasuresLess } from '../../src/build/ink-patches.ts';

const root = resolve(import.meta.dirname, '../..');

export type Painters = { readonly stock: string; readonly ours: string; readonly raw: string };

/** Bundled as the program is, in a folder; stock Ink is the same source without our patch. */
export async function buildPainters(directory: string): Promise<Painters> {
  const bundled = async (name: string, source: string, plugins: readonly (typeof inkKeepsCaches)[]) => {
    const outfile = join(directory, `${name}.mjs`);
    await build({
      entryPoints: [join(import.meta.dirname, source)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'es2024',
      minify: true,
      jsx: 'automatic',
      alias: { 'react-devtools-core': 'node:process' },
      // Where the fixtures are found from.
      define: {
        'process.env.NODE_ENV': '"production"',
        'process.env.DEV': '"false"',
        'import.meta.dirname': JSON.stringify(join(root, 'test/helpers')),
      },
      banner: {
        js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
      },
      plugins: [...plugins],
      logLevel: 'warning',
      absWorkingDir: root,
    });
    return outfile;
  };
  return {
    stock: await bundled('stock', 'ink-painter.tsx', []),
    ours: await bundled('ours', 'ink-painter.tsx', [inkKeepsCaches, inkMeasuresLess]),
    raw: await bundled('raw', 'raw-painter.ts', []),
  };
}
