import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openScreen } from '../helpers/pty.ts';

it('a terminal that cannot draw the screen is told the name of what is in the way', async () => {
  // The pseudo-terminal has a name of its own, so that `env` gives the other.
  const program = ['--import', import.meta.resolve('tsx'), resolve(import.meta.dirname, '../../src/main.ts')];
  const parameters = [process.execPath, ...program];
  const screen = openScreen({ node: '/usr/bin/env', main: 'TERM=dumb', parameters });
  expect(await screen.ended).toBe(2);
  expect(screen.output()).toMatch(/^twin-tui: TERM is dumb: .*\r\n.*set TERM/);
});
