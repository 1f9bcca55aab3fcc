import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { billOfMaterials } from './bill-of-materials.ts';
import { inkKeepsCaches, inkMeasuresLess } from './ink-patches.ts';
import { commanderLoadsLess, inkLoadsAtOnce, noDevtools, noUploads, yogaLoadsAtOnce } from './loading-patches.ts';
import { thirdPartyNotices } from './notices.ts';
import { buildPieces } from './pieces.ts';

const root = resolve(import.meta.dirname, '../..');

const common = {
  bundle: true,
  platform: 'node',
  // Not node20: that turns regular expressions with \p into ones made anew at each use.
  target: 'es2024',
  minify: true,
  legalComments: 'none',
  metafile: true,
  // Imported late: of a CommonJS module that would give a module with nothing but a default export.
  alias: { '@peculiar/x509': '@peculiar/x509/build/x509.es.js' },
  // Optional parts of ws, debug and node-fetch, each in a try of its own.
  external: ['bufferutil', 'utf-8-validate', 'supports-color', 'encoding'],
  logLevel: 'warning',
  absWorkingDir: root,
} as const satisfies BuildOptions;

/** With what the sources ask of `import.meta`, for CommonJS. */
const defined = {
  'process.env.NODE_ENV': '"production"',
  'process.env.DEV': '"false"',
  'import.meta.dirname': '__dirname',
  'import.meta.filename': '__filename',
};

/**
 * Makes the program in a folder, and the notices and bill of what is inside: `main.cjs`, which knows the version and
 * the first frame and loads the rest from `program.pieces`; `hub-worker.cjs`, its other thread; `hub.cjs`, for other
 * programs.
 */
export async function bundle(output: string): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  const program = await buildProgram(output);
  await buildMain(output, program.hash);
  const inputs = [...program.inputs, ...(await buildHub(output))];
  writeFileSync(join(output, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, inputs));
  writeFileSync(join(output, 'sbom.json'), billOfMaterials(root, inputs));
  chmodSync(join(output, 'main.cjs'), 0o755);
}

/** All commands. */
function buildProgram(output: string) {
  return buildPieces(join(output, 'program.pieces'), {
    ...common,
    entryPoints: { program: join(root, 'src/cli/bundle/bundled-program.ts') },
    inject: [join(root, 'src/cli/bundle/lazy-intl.ts')],
    define: { ...defined, 'Intl.Segmenter': 'LazySegmenter', 'Intl.Collator': 'LazyCollator' },
    plugins: [
      bundlesOwn,
      versionInside,
      commanderLoadsLess,
      noDevtools,
      noUploads,
      yogaLoadsAtOnce,
      inkLoadsAtOnce,
      inkKeepsCaches,
      inkMeasuresLess,
    ],
  });
}

/** CommonJS: Node takes 6 ms to begin with ES modules. */
async function buildMain(output: string, programHash: string): Promise<void> {
  await build({
    ...common,
    entryPoints: { main: join(root, 'src/main.ts'), 'hub-worker': join(root, 'src/cli/bundle/bundled-hub-worker.ts') },
    outdir: output,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    outExtension: { '.js': '.cjs' },
    define: { ...defined, PROGRAM_HASH: JSON.stringify(programHash) },
    plugins: [bundlesOwn, versionInside],
  });
}

/** CommonJS here too: it is required as well as imported, also on Node 20, which requires no ES module. */
async function buildHub(output: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...common,
    entryPoints: { hub: join(root, 'src/hub/public.ts') },
    outdir: output,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.dirname': '__dirname' },
  });
  return Object.keys(metafile.inputs);
}

/** Puts files of the bundle, `bundled-…`, in the place of those that do the same from sources. */
const bundlesOwn: Plugin = {
  name: 'bundles-own',
  setup({ onResolve }) {
    onResolve({ filter: /\/(run|open-hub-worker)\.ts$/ }, ({ path, importer }) => {
      const isInside = importer.startsWith(join(root, 'src/cli/bundle/'));
      return isInside ? undefined : { path: join(root, `src/cli/bundle/bundled-${basename(path)}`) };
    });
  },
};

/** So that `--version` reads no file. */
const versionInside: Plugin = {
  name: 'version-inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cli[\\/]version\.ts$/ }, () => {
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
      return { contents: `export const version = () => ${JSON.stringify(version)};` };
    });
  },
};
