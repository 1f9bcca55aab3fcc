import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShownProblem } from '../state.ts';

/** Split as a shell does, quotes and all but nothing else: `code --wait`, `'/opt/my editor' -n`. */
export function splitCommand(command: string): readonly string[] {
  return Array.from(command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g), ([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}

export type EditorOutcome = {
  /** The text as the editor left it. One that failed may have saved it before. */
  readonly text: string;
  /** Why the text is not to be used: the editor could not start, or gave up. */
  readonly problem: ShownProblem | undefined;
};

/**
 * Lets the user edit a text in the program that `$VISUAL` or `$EDITOR` names; it has the terminal meanwhile. The file
 * is only the user's, and gone afterwards.
 */
export async function editText(text: string, environment: NodeJS.ProcessEnv): Promise<EditorOutcome> {
  const [program = 'vi', ...parameters] = splitCommand(environment.VISUAL || environment.EDITOR || 'vi');
  // mkdtemp makes a directory of mode 0700.
  const directory = await mkdtemp(join(tmpdir(), 'twin-tui-'));
  const file = join(directory, 'twin.json');
  try {
    await writeFile(file, text, { mode: 0o600 });
    const problem = await run(program, [...parameters, file]);
    // Some editors begin a file with a mark that is not JSON.
    return { text: (await readFile(file, 'utf8')).replace(/^\ufeff/, ''), problem };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function run(program: string, parameters: readonly string[]): Promise<ShownProblem | undefined> {
  return new Promise(resolve => {
    const child = spawn(program, parameters, { stdio: 'inherit' });
    child.once('error', error => resolve(notStarted(program, error)));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : gaveUp(program, code, signal)));
  });
}

function notStarted(program: string, error: NodeJS.ErrnoException): ShownProblem {
  const why = error.code === 'ENOENT' ? 'there is no such program' : error.message;
  return {
    message: `cannot start the editor ${program}: ${why}`,
    hint: 'Set VISUAL or EDITOR to an editor that is installed, e.g. EDITOR=nano, and start twin-tui again.',
  };
}

/** An editor that fails may mean it: `:cq` in vi is how a person drops an edit. */
function gaveUp(program: string, code: number | null, signal: string | null): ShownProblem {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  return {
    message: `${program} ended with ${how}: nothing is sent`,
    hint: 'Enter opens the editor again, Esc drops the edit.',
  };
}
