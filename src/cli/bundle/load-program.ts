import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { readCodeCache, writeCodeCache } from './code-cache.ts';
import type { Program } from './program.ts';

/** Milliseconds: what a start needs was compiled by then, and a person waits for nothing. */
const settled = 2_000;

type Evaluate = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * The program beside this file. What V8 made of it in an earlier run of the same command is taken instead of compiling
 * it (measured: 60 ms of a start); V8 itself refuses what another version or other flags have made. Node's own switch
 * turns it off.
 */
export function loadProgram(command: string | undefined): Program {
  const isKept = command !== undefined && !process.env.NODE_DISABLE_COMPILE_CACHE;
  const file = join(import.meta.dirname, 'program.cjs');
  const cachedData = isKept ? readCodeCache(command) : undefined;
  // Of ASCII alone, and a function of its own: see esbuild.bundle.ts.
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, ...(cachedData && { cachedData }) });
  const evaluate = script.runInThisContext() as Evaluate;
  const module = { exports: {} };
  evaluate(module.exports, createRequire(file), module, file, import.meta.dirname);
  if (isKept && (cachedData === undefined || script.cachedDataRejected)) keepLater(command, script);
  return module.exports as Program;
}

/** Once functions have been compiled by being called, which V8 leaves until then. */
function keepLater(command: string, script: Script): void {
  const keep = () => {
    clearTimeout(timer);
    process.off('exit', keep);
    if (!process.exitCode) writeCodeCache(command, script.createCachedData());
  };
  const timer = setTimeout(keep, settled).unref();
  process.once('exit', keep);
}
