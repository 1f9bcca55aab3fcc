import { expect, it } from 'vitest';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

it('a job for many devices is counted before it is scheduled, seen to its end, and one that waits is cancelled', {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await screen.waitFor('● online', 40);
  const cli = async (...parameters: readonly string[]) => {
    const { code, stderr } = await runCli([...parameters, '--data-dir', directory]);
    expect(code, stderr).toBe(0);
  };
  await cli('device', 'create', 'dev2');

  screen.press('B');
  await screen.waitFor('no jobs in the last 30 days');
  screen.press('a');
  await screen.waitFor('path = value WHERE condition');
  screen.type('desired.telemetryInterval = 7 WHERE *');
  screen.press('enter');
  await screen.waitFor('2 devices meet the condition now');
  screen.press('enter');
  await screen.waitFor(/screen-\w{8} +twins +completed +█{10} 2 of 2/, 30);
  screen.press('enter');
  await screen.waitFor(/devices +\*/);

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await cli('job', 'create', '--where', '*', '--id', 'later', '--start', inAnHour, '--patch', '{"tags":{"a":1}}');
  await screen.waitFor(/later +twins +(queued|scheduled)/);
  // The cursor stays with the job it was on, whatever comes above it.
  screen.press('x');
  await screen.waitFor(/screen-\w{8} is completed/);
  screen.press('up');
  screen.press('x');
  await screen.waitFor('later (scheduled) is cancelled for good');
  screen.press('enter');
  await screen.waitFor(/later +twins +cancelled/);

  const configuration =
    '{"content":{"deviceContent":{"properties.desired.mode":"eco"}},"targetCondition":"*","priority":3}';
  await cli('configuration', 'create', 'eco', configuration);
  screen.press('tab');
  await screen.waitFor(/eco +priority 3 +█{10} 2 of 2 +applied +\*/, 30);
  screen.press('esc');
  await screen.waitFor(/mode +"eco"/);
  await screen.waitFor(/Interval +7 s/);
});
