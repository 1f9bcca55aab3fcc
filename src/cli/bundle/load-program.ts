import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { PieceFile } from '../../lib/piece-file.ts';
import type { Program } from './bundled-program.ts';
import { type CodePack, readCodePack, writeCodePack } from './code-pack.ts';

/** The hash of all pieces of the program, set by the bundler. V8 itself compares only the lengths of sources. */
declare const PROGRAM_HASH: string;

/**
 * Milliseconds after which compiled code is kept: by then all that a start needs has been compiled, and nobody waits.
 */
const settled = 2_000;

type Evaluate = (
  exports: object,
  require: (id: string) => unknown,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * The program from its pieces in the file beside this one, each read when it is asked for. What V8 made of them in an
 * earlier run of the same command is taken instead of compiling them (60 ms of a start); V8 refuses what another
 * version or other flags have made. Node's own switch turns it off.
 */
export function loadProgram(command: string | undefined): Program {
  const isKept = command !== undefined && !process.env.NODE_DISABLE_COMPILE_CACHE;
  const name = `${PROGRAM_HASH}-${process.version}-${process.arch}-${command}`;
  const pieces = new Pieces(isKept ? readCodePack(name) : new Map());
  const program = pieces.load('program.cjs') as Program;
  if (isKept) whenSettled(() => pieces.isNew && writeCodePack(name, PROGRAM_HASH, pieces.compiled()));
  return program;
}

class Pieces {
  /** Whether any was compiled anew. */
  isNew = false;
  readonly #known: CodePack;
  readonly #scripts = new Map<string, Script>();
  readonly #modules = new Map<string, { exports: object }>();
  readonly #file = new PieceFile(join(import.meta.dirname, 'program.pieces'));
  readonly #nodes = createRequire(this.#file.path);

  constructor(known: CodePack) {
    this.#known = known;
  }

  load(name: string): object {
    const loaded = this.#modules.get(name);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} };
    this.#modules.set(name, module);
    // Where it would be if the pieces were files: for stack traces.
    const file = join(import.meta.dirname, 'program', name);
    const evaluate = this.#compile(name, file).runInThisContext() as Evaluate;
    evaluate(module.exports, this.#require, module, file, import.meta.dirname);
    return module.exports;
  }

  compiled(): CodePack {
    return new Map([
      ...this.#known,
      ...[...this.#scripts].map(([name, script]) => [name, script.createCachedData()] as const),
    ]);
  }

  readonly #require = (id: string): unknown => (id.startsWith('./') ? this.load(id.slice(2)) : this.#nodes(id));

  #compile(name: string, filename: string): Script {
    const cachedData = this.#known.get(name);
    // The text of a piece is ASCII and one function expression: see build/pieces.ts.
    const script = new Script(this.#file.read(name), { filename, ...(cachedData && { cachedData }) });
    this.isNew ||= cachedData === undefined || script.cachedDataRejected === true;
    this.#scripts.set(name, script);
    return script;
  }
}

/**
 * Calls `act` when the start is over, or at the exit, but not after a failure. V8 compiles a function when it is first
 * called, so earlier there would be less to keep.
 */
function whenSettled(act: () => void): void {
  const once = () => {
    clearTimeout(timer);
    process.off('exit', once);
    if (!process.exitCode) act();
  };
  const timer = setTimeout(once, settled).unref();
  process.once('exit', once);
}
