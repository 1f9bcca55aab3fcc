import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { acting, commands, everyCommand } from '../helpers/acting-commands.ts';

type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Parses a command line as the program does; whatever is tested here ends before anything is run. */
async function parse(...parameters: readonly string[]): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const program = createProgram();
  for (const command of everyCommand(program)) {
    command.configureOutput({
      writeOut: text => {
        stdout += text;
      },
      writeErr: text => {
        stderr += text;
      },
    });
  }
  try {
    await program.parseAsync([...parameters], { from: 'user' });
    return { code: -1, stdout, stderr };
  } catch (error) {
    return { code: (error as { exitCode: number }).exitCode, stdout, stderr };
  }
}

describe.each(acting)('$name', ({ command, path }) => {
  it('names each of its options and arguments in --help', async () => {
    const { code, stdout, stderr } = await parse(...path, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { flags, description } of command.options) {
      expect(stdout).toContain(flags);
      expect(description).not.toBe('');
    }
    for (const argument of command.registeredArguments) expect(stdout).toContain(argument.name());
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(command.description());
    expect(stdout).toContain('--connection-string');
  });
});

describe.each(commands)('the help of $name', ({ path }) => {
  const examplesIn = (help: string) =>
    [...help.matchAll(/^ {2}(?:.*\s)?\$ (.*twin-tui .*)$|^ {2}\$ (.*twin-tui .*)$/gm)].map(([line]) => line);

  it('has examples of the command, with options and words that it has', async () => {
    const { stdout } = await parse(...path, '--help');
    expect(stdout).toMatch(/\nExamples?:\n/);
    const examples = examplesIn(stdout);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.some(line => line.includes(`twin-tui ${path.join(' ')}`))).toBe(true);
    for (const line of examples) {
      const own = line.split('|').find(part => part.includes('twin-tui')) ?? '';
      const named = commandIn(own);
      const known = [named, ...ancestors(named)].flatMap(({ options }) => options.map(({ long }) => long));
      for (const [option] of own.replaceAll(/'[^']*'|"[^"]*"/g, '').matchAll(/--[a-z-]+/g))
        expect(known).toContain(option);
    }
  });
});

/** The command that an example runs. */
function commandIn(line: string): Command {
  const [, words = ''] = line.split(/twin-tui\s+/);
  let command = createProgram() as Command;
  for (const word of words.split(/\s+/)) {
    const child = command.commands.find(known => known.name() === word);
    if (child === undefined) break;
    command = child;
  }
  return command;
}

function ancestors(command: Command): readonly Command[] {
  return command.parent === null ? [] : [command.parent, ...ancestors(command.parent)];
}
