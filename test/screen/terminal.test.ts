import { expect, it } from 'vitest';
import { bindings } from '../../src/tui/keys/key-table.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

const limit = { timeout: 90_000 };

async function ready(options: Parameters<typeof openScreen>[0] = {}): Promise<Screen> {
  const screen = openScreen({ parameters: ['--ephemeral'], ...options });
  await screen.waitFor('● online', 40);
  return screen;
}

/** Each mode was last switched back. */
function expectModesRestored(output: string): void {
  for (const mode of ['1049', '2004', '1006', '1000']) {
    if (!output.includes(`\u001b[?${mode}h`)) continue;
    expect(output.lastIndexOf(`\u001b[?${mode}l`)).toBeGreaterThan(output.lastIndexOf(`\u001b[?${mode}h`));
  }
  for (const mode of ['25', '7'])
    expect(output.lastIndexOf(`\u001b[?${mode}h`)).toBeGreaterThan(output.lastIndexOf(`\u001b[?${mode}l`));
}

/** Or tmux, where the window was made larger, shows the last rows above those of the shell. */
function expectEmptiedAtEnd(output: string): void {
  const drawn = output.slice(0, output.lastIndexOf('\u001b[?1049l')).replaceAll(/\u001b\[\?\d+[hl]/g, '');
  expect(drawn.slice(-6)).toBe('\u001b[H\u001b[J');
}

it('SIGTERM gives the terminal back', limit, async () => {
  const screen = await ready();
  screen.kill('SIGTERM');
  expect(await screen.ended).toBe(143);
  expectModesRestored(screen.output());
});

it('a terminal that takes an emoji for wider than it is keeps all other lines where they are', limit, async () => {
  const directory = temporaryDirectory();
  const screen = await ready({ parameters: ['--data-dir', directory], cutsLines: true });
  // This one counts each character of a cluster for itself, as many do: four cells, where the cluster has two.
  const patch = '{"tags":{"mood":"👍🏽🏽🏽"}}';
  expect(await runCli(['twin', 'patch', 'myDeviceId', patch, '--data-dir', directory])).toMatchObject({ code: 0 });
  await screen.waitFor(/mood {2}"👍/);
  await screen.waitFor(() => screen.isWhole());
  expect(screen.lines()[0]).toMatch(/^ twin-tui/);
  screen.press('q');
  expect(await screen.ended).toBe(0);
  expectModesRestored(screen.output());
});

it('a terminal that is too small is told so, and the screen is back when it grows', limit, async () => {
  const screen = await ready();
  screen.resize(30, 10);
  await screen.waitFor('twin-tui needs 40×12');
  screen.resize(120, 36);
  await screen.waitFor('● online');
  screen.press('q');
  expect(await screen.ended).toBe(0);
  expectEmptiedAtEnd(screen.output());
});

it('$EDITOR edits the tags; the patch holds nothing but the edit', limit, async () => {
  const screen = await ready({ env: { EDITOR: `sed -i 's/{}/{"plant":"Redmond43"}/'` } });
  screen.press('2', 'g', 'ctrl+g');
  await screen.waitFor('The patch from the editor');
  await screen.waitFor('PATCH     {"tags":{"plant":"Redmond43"}}');
  screen.press('enter');
  await screen.waitFor('written');
  screen.press('z');
  await screen.waitFor('Take the last write back');
  await screen.waitFor('- delete');
  screen.press('enter');
  await screen.waitFor('press a to add a tag');
});

it('a device that is deleted under us is told of, with what to do', limit, async () => {
  const screen = await ready();
  screen.press('d');
  await screen.waitFor('Devices · 1');
  screen.press('x');
  await screen.waitFor('There is no undo');
  screen.type('myDeviceId');
  screen.press('enter');
  await screen.waitFor('no devices yet');
  screen.press('esc');
  await screen.waitFor('the device is gone');
  await screen.waitFor(/→ .*[Cc]reate/);
});

it('a conflict is shown three ways, nothing typed is lost, and the second attempt is written', limit, async () => {
  const directory = temporaryDirectory();
  const screen = await ready({ parameters: ['--data-dir', directory] });
  const other = async (patch: string) => {
    const { code, stderr } = await runCli(['twin', 'patch', 'myDeviceId', patch, '--data-dir', directory]);
    expect(code, stderr).toBe(0);
  };
  await other('{"tags":{"plant":"Redmond43"}}');
  await screen.waitFor('"Redmond43"');
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  screen.type('plant = Mine');
  screen.press('enter');
  await screen.waitFor('If-Match');
  await other('{"tags":{"plant":"Theirs","floor":2}}');
  screen.press('enter');
  await screen.waitFor('Somebody else changed the same');
  await screen.waitFor(/was +"Redmond43"/);
  await screen.waitFor(/theirs +"Theirs"/);
  await screen.waitFor(/yours +"Mine"/);
  screen.press('enter');
  await screen.waitFor('written');
  await screen.waitFor(/plant +"Mine"/);
  await screen.waitFor(/floor +2/);
});

it('200 resizes and 2,000 keys at random leave it alive', { timeout: 150_000 }, async () => {
  const screen = await ready();
  // The generator of Park and Miller: each run presses the same keys.
  let seed = 20261123;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  // All but what ends the program, or gives the terminal to an editor; and text, clicks, turns of the wheel.
  const ending: readonly string[] = ['quit', 'open-editor', 'replace-twin', 'again'];
  const bound = bindings.filter(({ act }) => !ending.includes(act)).flatMap(({ keys }) => keys);
  const keys = [...new Set(bound)].filter(key => key !== 'q' && !key.startsWith('alt+'));
  keys.push(...'0123456789xyz{}.,;=<>"\'', 'backspace', '\u001b[<0;20;10M', '\u001b[<65;60;12M', '\u001b[<64;9;30M');
  for (let round = 0; round < 200; round++) {
    screen.resize(20 + random(190), 5 + random(60));
    for (let press = 0; press < 10; press++) screen.press(keys[random(keys.length)]!);
    // Now and then its frames are looked at, and judged until the next resize.
    if (round % 5 === 4) await screen.waitFor(() => screen.isWhole(), 30);
  }
  screen.resize(120, 36);
  await screen.waitFor(text => text.includes('twin-tui') && /[╰┗]/.test(text), 60);
  await screen.waitFor(() => screen.isWhole());
  expect(screen.lines()[0]).toMatch(/^ twin-tui/);
  expect(screen.lines()[34]).toMatch(/^[╰┗].{118}[╯┛]$/);
  expect(screen.lines()[35]).toMatch(/^ \S/);
  screen.press('ctrl+c');
  expect(await screen.ended).toBe(0);
  expectModesRestored(screen.output());
});
