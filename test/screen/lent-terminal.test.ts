import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

const limit = { timeout: 90_000 };

async function ready(env: { readonly [name: string]: string } = {}): Promise<Screen> {
  const screen = openScreen({ parameters: ['--ephemeral'], env });
  await screen.waitFor('● online', 40);
  return screen;
}

/** A program that takes Ctrl+C as editors do, tells of it, and saves at Enter. */
function editor(): string {
  const file = join(temporaryDirectory(), 'editor.mjs');
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs';
     process.on('SIGINT', () => console.log('not for twin-tui'));
     process.stdin.once('data', () => {
       writeFileSync(process.argv[2], '{"plant":"Redmond43"}');
       process.exit(0);
     });
     console.log('the editor is here');`,
  );
  return `"${process.execPath}" "${file}"`;
}

it('Ctrl+C in the editor is the editor’s: twin-tui is there afterwards, with the edit', limit, async () => {
  const screen = await ready({ EDITOR: editor() });
  screen.press('2', 'g', 'ctrl+g');
  await screen.waitFor('the editor is here');
  const [wraps, cuts] = ['\u001b[?7h', '\u001b[?7l'].map(mode => screen.output().lastIndexOf(mode));
  expect(wraps, 'the editor may write long lines').toBeGreaterThan(cuts!);
  screen.press('ctrl+c');
  await screen.waitFor('not for twin-tui');
  screen.press('enter');
  await screen.waitFor('PATCH     {"tags":{"plant":"Redmond43"}}');
  screen.press('esc', 'esc', 'ctrl+c');
  expect(await screen.ended).toBe(0);
});

it('an editor that cannot be started leaves the mouse on', limit, async () => {
  const screen = await ready({ EDITOR: '/no/such/editor' });
  screen.press('P');
  await screen.waitFor('the mouse is on');
  screen.press('2', 'g', 'ctrl+g');
  await screen.waitFor('cannot start the editor');
  const [on, off] = ['\u001b[?1000h', '\u001b[?1000l'].map(mode => screen.output().lastIndexOf(mode));
  expect(on).toBeGreaterThan(off!);
});

it('what a library writes is in no frame, but among the problems, and printed at the end', limit, async () => {
  const write = `process.on('SIGUSR2', () => { console.log('one stray line'); console.error('another\\u001b[2J') })`;
  const screen = await ready({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(write)}` });
  screen.kill('SIGUSR2');
  screen.press('!');
  await screen.waitFor(/✗ one stray line/);
  await screen.waitFor('printed when you leave');
  screen.press('!');
  await screen.waitFor(text => !text.includes('▸ Problems'));
  screen.press('q');
  expect(await screen.ended).toBe(0);
  const after = screen.output().slice(screen.output().lastIndexOf('\u001b[?1049l'));
  expect(after).toContain('one stray line\r\nanother\\u001b[2J\r\n');
});
