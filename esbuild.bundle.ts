import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { inkKeepsCaches, inkMeasuresLess } from './esbuild.ink.ts';
import { thirdPartyNotices } from './esbuild.notices.ts';

const root = import.meta.dirname;

/** Ink imports it in development only; an external import would be hoisted and fail. */
const noDevtools: Plugin = {
  name: 'no-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** Yoga decodes its WebAssembly by fetch of a data URL, which loads all of undici: 50 ms at every start. */
const yogaWithoutFetch: Plugin = {
  name: 'yoga-without-fetch',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace('w||"function"!=typeof fetch', '(w=Buffer.from(H.slice(37),"base64"))');
      if (contents === source) throw new Error('Yoga loads its WebAssembly in another way now: look at this plugin.');
      return { contents };
    });
  },
};

/** The SDKs are CommonJS: esbuild leaves their calls of require for Node's own modules to this. */
const banner = [
  "import{createRequire as $createRequire}from'node:module';",
  "import{fileURLToPath as $fileURLToPath}from'node:url';",
  'const require=$createRequire(import.meta.url);',
  'const __filename=$fileURLToPath(import.meta.url);',
  "const __dirname=$fileURLToPath(new URL('.',import.meta.url));",
].join('');

/** Makes the program in a folder: one ESM chunk per command and what they share, and the notices of what is inside. */
export async function bundle(output: string): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  const { metafile } = await build({
    // The second is the hub's thread, the third is what other programs import.
    entryPoints: {
      main: join(root, 'src/main.ts'),
      'hub-worker': join(root, 'src/cli/hub-worker.ts'),
      hub: join(root, 'src/hub/public.ts'),
    },
    outdir: output,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Not node20: that turns regular expressions with \p into ones made anew at each use.
    target: 'es2024',
    minify: true,
    legalComments: 'none',
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    // Imported late: of a CommonJS module that would give a chunk with nothing but a default export.
    alias: { '@peculiar/x509': '@peculiar/x509/build/x509.es.js' },
    // Optional parts of ws, debug and node-fetch, each in a try of its own.
    external: ['bufferutil', 'utf-8-validate', 'supports-color', 'encoding'],
    banner: { js: banner },
    plugins: [noDevtools, yogaWithoutFetch, inkKeepsCaches, inkMeasuresLess],
    logLevel: 'warning',
    absWorkingDir: root,
  });
  writeFileSync(join(output, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, Object.keys(metafile.inputs)));
  chmodSync(join(output, 'main.js'), 0o755);
}
