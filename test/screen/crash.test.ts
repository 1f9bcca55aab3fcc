import { expect, it } from 'vitest';
import { openScreen } from '../helpers/pty.ts';

/** Loaded before the program: throws where nobody catches it, as a bug in a timer or a listener would. */
const crashing = (how: string) =>
  `--import data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${how} })`)}`;

it.each([
  ['an exception', 'throw new Error("a bug in a listener")'],
  ['a rejection', 'void Promise.reject(new Error("a bug in a listener"))'],
])(
  '%s that nobody catches gives the terminal back, and is told after the alternate screen',
  {
    timeout: 60_000,
  },
  async (_, how) => {
    const screen = openScreen({ parameters: ['--ephemeral'], env: { NODE_OPTIONS: crashing(how) } });
    await screen.waitFor('● online', 40);
    screen.kill('SIGUSR2');
    expect(await screen.ended).toBe(1);
    const output = screen.output();
    const left = output.lastIndexOf('\u001b[?1049l');
    expect(left).toBeGreaterThan(output.lastIndexOf('\u001b[?1049h'));
    expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l'));
    expect(output.lastIndexOf('\u001b[?7h')).toBeGreaterThan(output.lastIndexOf('\u001b[?7l'));
    expect(output.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(output.lastIndexOf('\u001b[?2004h'));
    expect(output.indexOf('a bug in a listener'), 'told once the screen is left').toBeGreaterThan(left);
  },
);
