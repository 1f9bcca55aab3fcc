import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Split as a shell does, quotes and all but nothing else: `code --wait`, `'/opt/my editor' -n`. */
export function splitCommand(command: string): readonly string[] {
  return Array.from(command.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g), ([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}

/**
 * Lets the user edit a text in the program that `$VISUAL` or `$EDITOR` names; it has the terminal meanwhile. Resolves
 * with the text as it was left, undefined when the editor failed or was told to fail (`:cq`). The file is only the
 * user's, and gone afterwards.
 */
export async function editText(text: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const [program = 'vi', ...parameters] = splitCommand(environment.VISUAL || environment.EDITOR || 'vi');
  // mkdtemp makes a directory of mode 0700.
  const directory = await mkdtemp(join(tmpdir(), 'twin-tui-'));
  const file = join(directory, 'twin.json');
  try {
    await writeFile(file, text, { mode: 0o600 });
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(program, [...parameters, file], { stdio: 'inherit' });
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return code === 0 ? await readFile(file, 'utf8') : undefined;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
