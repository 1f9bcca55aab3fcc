import { expect, onTestFinished } from 'vitest';
import { temporaryDirectory } from './cli.ts';
import { type PtyOptions, type Screen, spawnScreen } from './pseudo-terminal.ts';
import { watchSecrets } from './secret-watch.ts';

export type { Screen } from './pseudo-terminal.ts';

/** The program in a pseudo-terminal, in an empty directory; when the test is over it is killed, and its frames judged. */
export function openScreen(options: PtyOptions = {}): Screen {
  const screen = spawnScreen({ cwd: temporaryDirectory(), ...options });
  watchSecrets({ parameters: options.parameters ?? [], env: options.env, output: screen.output });
  let isOver = false;
  void screen.ended.then(() => {
    isOver = true;
  });
  onTestFinished(() => {
    if (!isOver) screen.kill('SIGKILL');
    screen.dispose();
    expect(screen.brokenFrame()).toBeUndefined();
  });
  return screen;
}
