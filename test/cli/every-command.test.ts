import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

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

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function pathOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

const commands = everyCommand(createProgram())
  .filter(({ parent }) => parent !== null)
  .map(command => ({ command, path: pathOf(command), name: pathOf(command).join(' ') }));
/** Those that do something themselves, and are not only a heading of others. */
const acting = commands.filter(({ command }) => command.commands.length === 0 || command.name() === 'hub');

describe.each(acting)('$name', ({ command, path }) => {
  const mandatory = command.options.filter(option => option.mandatory).flatMap(({ long }) => [long!, 'x']);

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

  it('refuses an option it does not know', async () => {
    const end = await parse(...path, '--nope', ...mandatory);
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(/^twin-tui: unknown option '--nope'\nTry --help for usage\.\n$/);
  });

  it('refuses an option without its value', async () => {
    const valued = command.options.find(({ required }) => required)?.long ?? '--data-dir';
    const end = await parse(...path, valued);
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(/option '.*' argument missing/);
    expect(end.stderr).toContain(valued);
  });

  it.runIf(command.registeredArguments.some(({ required }) => required))(
    'refuses to run without its arguments',
    async () => {
      const missing = command.registeredArguments.find(({ required }) => required)!.name();
      const end = await parse(...path, ...mandatory);
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr).toContain(`missing required argument '${missing}'`);
    },
  );

  it.runIf(!command.registeredArguments.some(({ variadic }) => variadic))(
    'refuses more words than it takes',
    async () => {
      const words = [...command.registeredArguments, 'more'].map(() => 'bash');
      const end = await parse(...path, ...words, ...mandatory);
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr).toContain('too many arguments');
    },
  );
});

describe.each(acting)('the help of $name', ({ command, path }) => {
  const examplesIn = (help: string) =>
    [...help.matchAll(/^ {2}(?:.*\s)?\$ (.*twin-tui .*)$|^ {2}\$ (.*twin-tui .*)$/gm)].map(([line]) => line);

  it('has examples of the command, with options and words that it has', async () => {
    const { stdout } = await parse(...path, '--help');
    expect(stdout).toMatch(/\nExamples?:\n/);
    const examples = examplesIn(stdout);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.some(line => line.includes(`twin-tui ${path.join(' ')}`))).toBe(true);
    const known = [command, ...ancestors(command)].flatMap(({ options }) => options.map(({ long }) => long));
    for (const line of examples) {
      const own = line.split('|').find(part => part.includes('twin-tui')) ?? '';
      for (const [option] of own.replaceAll(/'[^']*'|"[^"]*"/g, '').matchAll(/--[a-z-]+/g))
        expect(known).toContain(option);
    }
  });
});

function ancestors(command: Command): readonly Command[] {
  return command.parent === null ? [] : [command.parent, ...ancestors(command.parent)];
}
