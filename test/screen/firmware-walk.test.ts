import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

/** The progress that the device pane shows beside its bar, in percent. */
function progressOf(text: string): number | undefined {
  const found = /[█░]{10} (\d+) %/.exec(text);
  return found === null ? undefined : Number(found[1]);
}

it('a firmware update set from the service side survives the device being pulled offline halfway', {
  timeout: 90_000,
}, async () => {
  const screen = openScreen({ parameters: ['--data-dir', temporaryDirectory()] });
  await screen.waitFor('● online', 40);
  await screen.waitFor('v2 live');

  screen.press('f');
  await screen.waitFor('desired.firmware.version = "1.1"');
  screen.press('enter');
  await screen.waitFor('The patch');
  screen.press('enter');
  await screen.waitFor('1.0 → 1.1');
  await screen.waitFor(/downloading +█+░+ \d+ %/);
  await screen.waitFor(/downloading +█{5}░{5} 50 %/);

  screen.press('o');
  await screen.waitFor('○ offline');
  await screen.waitFor('waits: offline');
  const halfway = progressOf(screen.text());
  expect(halfway).toBeGreaterThanOrEqual(50);
  expect(halfway).toBeLessThan(100);

  screen.press('o');
  await screen.waitFor('● online');
  await screen.waitFor(text => (progressOf(text) ?? 0) > halfway!);
  await screen.waitFor(/applying +[█░]{10}/);
  await screen.waitFor(/rebooting +[█░]{10}/);
  await screen.waitFor('1.1 · up to date');
  await screen.waitFor(/status +"done"/);
  await screen.waitFor(/version +"1\.1"/);
});
