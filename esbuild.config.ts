import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { inkKeepsCaches } from './esbuild.ink.ts';

/**
 * Makes dist/: one ESM chunk per command and what they share. `--if-stale` does nothing when dist/ is newer than every
 * source, so that `npm start` is quick.
 */
const root = import.meta.dirname;
const output = join(root, 'dist');
const sources = ['src', 'package-lock.json', 'package.json', 'esbuild.config.ts', 'esbuild.ink.ts'];

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

function newest(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(...readdirSync(path).map(name => newest(join(path, name))));
}

function isFresh(): boolean {
  try {
    const built = statSync(join(output, 'main.js')).mtimeMs;
    return sources.every(name => newest(join(root, name)) < built);
  } catch {
    return false;
  }
}

async function bundle(): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  await build({
    // The second is the hub's thread.
    entryPoints: { main: join(root, 'src/main.ts'), 'hub-worker': join(root, 'src/cli/hub-worker.ts') },
    outdir: output,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Not node20: that turns regular expressions with \p into ones made anew at each use.
    target: 'es2024',
    minify: true,
    legalComments: 'linked',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    // Imported late: of a CommonJS module that would give a chunk with nothing but a default export.
    alias: { '@peculiar/x509': '@peculiar/x509/build/x509.es.js' },
    // Optional parts of ws, debug and node-fetch, each in a try of its own.
    external: ['bufferutil', 'utf-8-validate', 'supports-color', 'encoding'],
    banner: { js: banner },
    plugins: [noDevtools, yogaWithoutFetch, inkKeepsCaches],
    logLevel: 'warning',
    absWorkingDir: root,
  });
  chmodSync(join(output, 'main.js'), 0o755);
}

if (!process.argv.includes('--if-stale') || !isFresh()) await bundle();
