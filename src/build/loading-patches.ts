import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { replaced } from './replaced.ts';

/** Ink imports it in development only; an external import would be hoisted and fail. */
export const noDevtools: Plugin = {
  name: 'no-devtools',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/**
 * The device SDK asks for it where a file is uploaded, which is no business of twins: it is a megabyte with its own.
 */
export const noUploads: Plugin = {
  name: 'no-uploads',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@azure\/storage-blob$/ }, ({ path }) => ({ path, namespace: 'no-uploads' }));
    onLoad({ filter: /.*/, namespace: 'no-uploads' }, () => ({
      contents: "throw new Error('this program uploads no files');",
    }));
  },
};

/**
 * Yoga decodes its WebAssembly by fetch of a data URL, which loads all of undici: 50 ms at every start. At once
 * instead, which also makes it a module that CommonJS can hold.
 */
export const yogaLoadsAtOnce: Plugin = {
  name: 'yoga-loads-at-once',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) =>
      edited(path, [
        ['var _scriptDir = import.meta.url;', "var _scriptDir = '';"],
        [
          'if(h.instantiateWasm)try{return h.instantiateWasm(d,\na)}',
          'try{return a(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(H.slice(37),"base64")),d)),{}}',
        ],
        // The module, not the promise of it.
        ['return loadYoga.ready\n', 'return loadYoga\n'],
      ]),
    );
    onLoad({ filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, ({ path }) =>
      edited(path, [['await loadYoga()', 'loadYoga()']]),
    );
  },
};

/** Ink waits for parts of development; in CommonJS nothing can wait at the top of a module. */
export const inkLoadsAtOnce: Plugin = {
  name: 'ink-loads-at-once',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]reconciler\.js$/ }, ({ path }) =>
      edited(path, [
        ["await import('./devtools.js');", ''],
        ['await loadPackageJson();', '{};'],
      ]),
    );
  },
};

/** Commander runs other programs as commands, which none of ours is: what that takes is loaded when it is asked for. */
export const commanderLoadsLess: Plugin = {
  name: 'commander-loads-less',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) =>
      edited(path, [
        [
          "const childProcess = require('node:child_process');",
          "const childProcess = { spawn: (...given) => require('node:child_process').spawn(...given) };",
        ],
      ]),
    );
  },
};

async function edited(path: string, edits: readonly (readonly [find: string, replacement: string])[]) {
  const source = await readFile(path, 'utf8');
  const contents = edits.reduce((text, [find, replacement]) => replaced(text, find, replacement, path), source);
  return { contents, loader: 'js' } as const;
}
