import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

async function addTag(screen: Screen, assignment: string): Promise<void> {
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  screen.type(assignment);
  screen.press('enter');
  await screen.waitFor('The patch');
  screen.press('enter');
  await screen.waitFor('written');
}

it('the device twin tutorial is walked on the screen, and the terminal is given back', {
  timeout: 60_000,
}, async () => {
  const screen = openScreen({
    parameters: ['--data-dir', temporaryDirectory()],
  });
  await screen.waitFor('● online', 30);
  await screen.waitFor('v2 live');

  screen.press('w');
  await screen.waitFor(/type {2}"wifi"/);
  await addTag(screen, 'location.region = US');
  await addTag(screen, 'location.plant = Redmond43');

  screen.press('3', 'up');
  await screen.waitFor("plant = 'Redmond43'");
  screen.press('enter');
  await screen.waitFor('1 row');
  await screen.waitFor('▾ location');

  screen.press('up');
  await screen.waitFor('connectivity.type = ');
  screen.press('enter');
  await screen.waitFor('0 rows');
  await screen.waitFor('no rows');

  screen.press('tab');
  await screen.waitFor('▸ 1 Device');
  screen.press('space');
  await screen.waitFor(/type {2}"cellular"/);
  await screen.waitFor('was "wifi"');
  screen.press('3', 'enter');
  await screen.waitFor('1 row');
  await screen.waitFor(/myDeviceId +Connected/);

  screen.press('esc');
  await screen.waitFor('s sort');
  screen.press('q');
  expect(await screen.ended).toBe(0);
  expectModesRestored(screen.output());
});

/** The alternate screen left, the cursor shown, bracketed paste off: each after it was last switched the other way. */
function expectModesRestored(output: string): void {
  for (const [on, off] of [
    ['\u001b[?1049h', '\u001b[?1049l'],
    ['\u001b[?25l', '\u001b[?25h'],
    ['\u001b[?2004h', '\u001b[?2004l'],
  ] as const) {
    expect(output.lastIndexOf(off), `${JSON.stringify(off)} comes after ${JSON.stringify(on)}`).toBeGreaterThan(
      output.lastIndexOf(on),
    );
  }
}
