import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';

const limit = { timeout: 120_000 };

async function opened(directory: string): Promise<Screen> {
  const screen = openScreen({ parameters: ['--data-dir', directory] });
  await screen.waitFor('● online', 40);
  return screen;
}

async function closed(screen: Screen): Promise<void> {
  screen.press('ctrl+c');
  expect(await screen.ended).toBe(0);
}

async function patched(directory: string, patch: string): Promise<void> {
  const { code, stderr } = await runCli(['twin', 'patch', 'myDeviceId', patch, '--data-dir', directory]);
  expect(code, stderr).toBe(0);
}

it('versions outlive the screen: any two are compared, and an older one is written back', limit, async () => {
  const directory = temporaryDirectory();
  const first = await opened(directory);
  await patched(directory, '{"tags":{"plant":"Redmond43"},"properties":{"desired":{"interval":5}}}');
  await first.waitFor('"Redmond43"');
  await patched(directory, '{"tags":{"plant":"Berlin"},"properties":{"desired":{"interval":60}}}');
  await first.waitFor('"Berlin"');
  await closed(first);
  const file = join(directory, 'twin-versions.ndjson');
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const screen = await opened(directory);
  await screen.waitFor('"Berlin"');
  screen.press('2', 't');
  await screen.waitFor(/service iothubowner +tags \{"plant":"Redmond43"\} +desired \{"interval":5\}/);
  await screen.waitFor(/the device/);
  // The one that set Redmond43, marked; compared with the one above it.
  const place = () => screen.lines().findIndex(line => line.includes('{"plant":"Redmond43"}'));
  const top = screen.lines().findIndex(line => line.includes('Versions seen')) + 1;
  screen.press(...Array<string>(place() - top).fill('down'), 'space');
  await screen.waitFor(/• v\d+ .*Redmond43/);
  // The device's answer to it is between.
  screen.press('up', 'up', 'd');
  await screen.waitFor(/▸ v\d+ and v\d+/);
  await screen.waitFor(/~ tags.plant .*\n.*"Redmond43" +"Berlin"/);
  await screen.waitFor(/~ desired.interval .*\n.*5 +60/);
  screen.press('t');
  await screen.waitFor(/Write back tags of v\d+/);
  await screen.waitFor('PATCH     {"tags":{"plant":"Redmond43"}}');
  screen.press('enter');
  await screen.waitFor('written');
  await screen.waitFor(/plant {2}"Redmond43" +was "Berlin"/);
  await screen.waitFor(/interval {2}60/);
  await closed(screen);
});

it(
  'a deleted key is shown as deleted when it goes, and when the version is stepped to that deleted it',
  limit,
  async () => {
    const directory = temporaryDirectory();
    const screen = await opened(directory);
    await patched(directory, '{"tags":{"plant":"Redmond43"}}');
    await screen.waitFor('"Redmond43"');
    await patched(directory, '{"tags":{"plant":null}}');
    await screen.waitFor(/− +plant {3}deleted, was "Redmond43"/);
    await patched(directory, '{"tags":{"line":7}}');
    await screen.waitFor(/line {2}7/);
    screen.press('2', '[');
    await screen.waitFor(text => /− +plant {3}deleted, was "Redmond43"/.test(text) && !text.includes('line  7'));
    screen.press('[');
    await screen.waitFor(/\+ +plant {2}"Redmond43" {3}new/);
    await closed(screen);
  },
);

it('a damaged file is told of, and all else goes on', limit, async () => {
  const directory = temporaryDirectory();
  const first = await opened(directory);
  await patched(directory, '{"tags":{"plant":"Redmond43"}}');
  await first.waitFor('"Redmond43"');
  await closed(first);
  await appendFile(join(directory, 'twin-versions.ndjson'), 'no version\n\u0000\u0000\n');

  const screen = await opened(directory);
  await screen.waitFor(/2 of \d+ earlier versions are damaged/);
  screen.press('!');
  await screen.waitFor(/▸ Problems · \d/);
  await screen.waitFor(/✗ 2 of \d+ earlier versions are damaged/);
  screen.press('q', '2', 't');
  await screen.waitFor(/tags \{"plant":"Redmond43"\}/);
  await closed(screen);
});

it('an ephemeral hub keeps no versions', limit, async () => {
  const directory = temporaryDirectory();
  const screen = openScreen({ parameters: ['--ephemeral'], cwd: directory, env: { HOME: directory } });
  await screen.waitFor('● online', 40);
  screen.press('w');
  await screen.waitFor('reported wifi');
  await closed(screen);
  await expect(stat(join(directory, 'twin-versions.ndjson'))).rejects.toThrow('ENOENT');
});
