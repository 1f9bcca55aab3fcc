import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { controlActions } from '../../src/hub/faults/control-command.ts';

function help(...path: readonly string[]): string {
  const find = (command: Command, name: string) => command.commands.find(known => known.name() === name)!;
  return path.reduce(find, createProgram() as Command).helpInformation();
}

it('of the words for a running hub names them, and no option of the hub that they do nothing with', () => {
  const text = help('hub', 'control').replaceAll(/\s+/g, ' ');
  expect(text).toContain(controlActions.join(', '));
  expect(text).toContain('--data-dir');
  expect(text).not.toContain('--mqtt-port');
  expect(help('hub')).toContain('--mqtt-port');
});
