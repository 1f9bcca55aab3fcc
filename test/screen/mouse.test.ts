import { expect, it } from 'vitest';
import { openScreen, type Screen } from '../helpers/pty.ts';

const limit = { timeout: 60_000 };
const [on, off] = ['\u001b[?1006h', '\u001b[?1006l'];

/** Press and release at the first cell of a text. */
function click(screen: Screen, text: string): void {
  const row = screen.lines().findIndex(line => line.includes(text));
  const column = screen.lines()[row]!.indexOf(text);
  screen.type(`\u001b[<0;${column + 1};${row + 1}M\u001b[<0;${column + 1};${row + 1}m`);
}

async function withMouse(): Promise<Screen> {
  const screen = openScreen({ parameters: ['--ephemeral'] });
  await screen.waitFor('● online', 30);
  await screen.waitFor('v2 live');
  expect(screen.output()).not.toContain(on);
  screen.press('P');
  await screen.waitFor('the mouse is on');
  await screen.waitFor(() => screen.output().includes(on));
  return screen;
}

it('the mouse is on when asked for: a click takes the focus, and no report of it becomes text', limit, async () => {
  const screen = await withMouse();
  click(screen, '3 Query');
  await screen.waitFor('▸ 3 Query');
  screen.type('\u001b[<65;10;30M\u001b[<64;10;30M');
  screen.type('SEL');
  await screen.waitFor('› SEL');
  expect(screen.text()).not.toMatch(/\d;\d+;\d+M|\[</);
  click(screen, '2 Twin');
  await screen.waitFor('▸ 2 Twin');
  screen.press('P');
  await screen.waitFor('the mouse is off');
  // The terminal is told after the frame.
  await screen.waitFor(() => screen.output().lastIndexOf(off) > screen.output().lastIndexOf(on));
});

it.each([
  ['q', (screen: Screen) => screen.press('q'), 0],
  ['Ctrl+C', (screen: Screen) => screen.press('ctrl+c'), 0],
  ['SIGTERM', (screen: Screen) => screen.kill('SIGTERM'), 143],
  ['SIGHUP', (screen: Screen) => screen.kill('SIGHUP'), 129],
] as const)('%s leaves the terminal without it', limit, async (_name, end, code) => {
  const screen = await withMouse();
  end(screen);
  expect(await screen.ended).toBe(code);
  expect(screen.output().lastIndexOf(off)).toBeGreaterThan(screen.output().lastIndexOf(on));
});

it('an editor gets the terminal without it, its own keys, and it is on again afterwards', limit, async () => {
  const screen = openScreen({
    parameters: ['--ephemeral'],
    env: { EDITOR: `sh -c 'printf "ready> "; read word; echo "{\\"plant\\":\\"$word\\"}" > "$1"' editor` },
  });
  await screen.waitFor('● online', 30);
  await screen.waitFor('v2 live');
  screen.press('P');
  await screen.waitFor('the mouse is on');
  screen.press('2');
  await screen.waitFor('▸ 2 Twin');
  screen.press('ctrl+g');
  await screen.waitFor('ready>');
  expect(screen.output().lastIndexOf(off)).toBeGreaterThan(screen.output().lastIndexOf(on));
  screen.type('typed\r');
  await screen.waitFor('{"tags":{"plant":"typed"}}');
  expect(screen.output().lastIndexOf(on)).toBeGreaterThan(screen.output().lastIndexOf(off));
});
