import { expect, it } from 'vitest';
import { openScreen, type Screen } from '../helpers/pty.ts';

const limit = { timeout: 60_000 };
const question = '\u001b]11;?';
/** The title of the pane with the focus: each theme has a colour of its own for it. */
const focusIn = { dark: '\u001b[36m\u001b[1m', light: '\u001b[34m\u001b[1m' };

async function asked(env: { readonly [name: string]: string } = {}): Promise<Screen> {
  const screen = openScreen({ parameters: ['--ephemeral'], env });
  await screen.waitFor(() => screen.output().includes(question), 30);
  return screen;
}

const shows = (screen: Screen, theme: keyof typeof focusIn) => () => screen.output().includes(focusIn[theme]);

it.each([
  ['as a whole', ['\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\']],
  ['in pieces', ['\u001b]11;rgb:fd', 'fd/f6f6/e3', 'e3\u001b\\']],
  ['ended by BEL', ['\u001b]11;rgb:ffff/ffff/ffff\u0007']],
])(
  'a light terminal that answers %s gets the light theme, and no key is made of the answer',
  limit,
  async (_how, pieces) => {
    const screen = await asked();
    await screen.waitFor('▸ 1 Device');
    screen.press('3');
    await screen.waitFor('▸ 3 Query');
    const before = screen.output().length;
    for (const piece of pieces) {
      screen.type(piece);
      await new Promise(resolve => setImmediate(resolve));
    }
    await screen.waitFor(() => screen.output().slice(before).includes(focusIn.light));
    screen.type('SEL');
    await screen.waitFor('› SEL');
    expect(screen.text()).not.toMatch(/rgb|fdfd|]11/);
  },
);

it('a terminal that never answers holds nothing up: the dark theme is there, and keys work', limit, async () => {
  const screen = await asked();
  await screen.waitFor('▸ 1 Device');
  expect(shows(screen, 'dark')()).toBe(true);
  screen.press('2');
  await screen.waitFor('▸ 2 Twin');
  expect(shows(screen, 'light')()).toBe(false);
  screen.press('T');
  await screen.waitFor(shows(screen, 'light'));
});

it('COLORFGBG counts until the terminal answers', limit, async () => {
  const screen = await asked({ COLORFGBG: '0;15' });
  await screen.waitFor('▸ 1 Device');
  expect(shows(screen, 'dark')()).toBe(false);
  screen.type('\u001b]11;rgb:0000/0000/0000\u001b\\');
  await screen.waitFor(shows(screen, 'dark'));
});

it('a theme that was asked for is not asked of the terminal', limit, async () => {
  const screen = openScreen({ parameters: ['--ephemeral'], env: { TWIN_TUI_THEME: 'light' } });
  await screen.waitFor('● online', 30);
  expect(screen.output()).not.toContain(question);
  expect(shows(screen, 'dark')()).toBe(false);
});

it('NO_COLOR leaves signs, words, bold and inverse text, and no colour', limit, async () => {
  const screen = await asked({ NO_COLOR: '1' });
  await screen.waitFor('● online', 30);
  screen.press('2');
  await screen.waitFor('▸ 2 Twin');
  expect(screen.output()).not.toMatch(/\u001b\[[\d;]*(3[0-7]|4[0-7]|9[0-7]|10[0-7])m/);
  expect(screen.output()).toContain('\u001b[7m');
});
