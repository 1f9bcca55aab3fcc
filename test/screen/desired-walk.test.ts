import { expect, it } from 'vitest';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

async function wish(screen: Screen, assignment: string): Promise<void> {
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  // It begins with the section under the cursor.
  screen.press('ctrl+u');
  screen.type(`desired.${assignment}`);
  screen.press('enter');
  await screen.waitFor('The patch');
  screen.press('enter');
  await screen.waitFor('written');
  screen.press('1');
}

it('desired properties are accepted, asked about, rejected and delayed, each answered with value, status and version', {
  timeout: 120_000,
}, async () => {
  const screen = openScreen({ parameters: ['--data-dir', temporaryDirectory()] });
  await screen.waitFor('● online', 40);
  await screen.waitFor('v2 live');
  await wish(screen, 'telemetryInterval = 60');
  await screen.waitFor(/Answered +telemetry.* 200 v2/);
  await screen.waitFor(/Interval +60 s/);

  screen.press('p');
  await screen.waitFor('asks you');
  await wish(screen, 'mode = eco');
  await screen.waitFor(/Answered +mode "eco" +202 v3/);
  await screen.waitFor('y accepts, n rejects');
  screen.press('y');
  await screen.waitFor(/Answered +mode "eco" +200 v3/);
  await screen.waitFor(/ac {2}200/);

  screen.press('p');
  await screen.waitFor('rejects');
  await wish(screen, 'limit = 9');
  await screen.waitFor(/Answered +limit 9 +403 v4/);
  await screen.waitFor('rejected by the device');

  screen.press('p');
  await screen.waitFor('accepts late');
  await wish(screen, 'late = true');
  await screen.waitFor(/accepted in \d s/);
  await screen.waitFor(/Answered +late true +200 v5/);
});

it('what is reported offline is kept, reported once online again, and the re-read tells what was missed', {
  timeout: 90_000,
}, async () => {
  const directory = temporaryDirectory();
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await screen.waitFor('● online', 40);
  await screen.waitFor('v2 live');
  screen.press('o');
  await screen.waitFor('○ offline');
  screen.press('w');
  await screen.waitFor('1 kept, sent when online again');
  for (const value of ['1', '2']) {
    const patch = `{"properties":{"desired":{"mode":${value}}}}`;
    expect(await runCli(['twin', 'patch', 'myDeviceId', patch, '--data-dir', directory])).toMatchObject({ code: 0 });
  }
  screen.press('o');
  await screen.waitFor('● online');
  await screen.waitFor('↻ read twin, 2 missed');
  await screen.waitFor(/type {2}"wifi"/);
  await screen.waitFor(/Answered +mode 2 +200 v3/);
});
