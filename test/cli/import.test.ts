import { mkdirSync, readdirSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startHub } from '../../src/hub/hub.ts';
import { ended, runCli, startCli, temporaryDirectory } from '../helpers/cli.ts';
import { startTestHub } from '../helpers/hub.ts';
import { restOf } from '../helpers/rest.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

const devices = 4_000;

/** The export of a hub with so many devices that its import takes more than one write. */
async function largeExport(): Promise<string> {
  const hub = await startTestHub();
  await restOf(hub)('PUT', '/devices/dev0', { body: { deviceId: 'dev0' } });
  await restOf(hub)('PATCH', '/twins/dev0', { body: { tags: { filler: 'x'.repeat(1_000) } } });
  const lines: string[] = [];
  for await (const line of hub.export()) {
    const copies = line.includes('dev0') ? devices : 1;
    for (let number = 0; number < copies; number++) lines.push(line.replaceAll('dev0', `dev${number}`));
  }
  const file = join(temporaryDirectory(), 'hub.ndjson');
  writeFileSync(file, lines.join(''));
  return file;
}

async function devicesIn(dataDir: string): Promise<number> {
  const hub = await startHub({ dataDir });
  try {
    let count = 0;
    for await (const line of hub.export()) if (line.includes('"kind":"identity"')) count++;
    return count;
  } finally {
    await hub.stop();
  }
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
const bytesOf = (directory: string) =>
  readdirSync(directory).reduce((sum, name) => sum + sizeOf(join(directory, name)), 0);

/** Resolves as soon as a store has grown to so many bytes. */
async function grown(store: string, bytes: number): Promise<void> {
  await new Promise<void>(resolve => {
    const watcher = watch(store, () => bytesOf(store) >= bytes && resolve());
    onTestFinished(() => watcher.close());
  });
}

/** Starts an import into a new directory, and tells when its store has grown. */
function importing(words: readonly string[], bytes: number) {
  const dataDir = temporaryDirectory();
  const store = join(dataDir, 'store');
  mkdirSync(store);
  const begun = grown(store, bytes);
  const child = startCli([...words, '--data-dir', dataDir]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { dataDir, child, end: ended(child), begun };
}

const ports = ['--mqtt-port', '0', '--https-port', '0'];

describe('an import that is cut short', () => {
  it.each([
    [40_000],
    [800_000],
    [2_500_000],
  ])('by a kill after %i bytes leaves all of it or nothing, and can be done again', async bytes => {
    const file = await largeExport();
    const { dataDir, child, end, begun } = importing(['hub', 'import', file], bytes);
    await Promise.race([begun, end]);
    child.kill('SIGKILL');
    await end;
    const found = await devicesIn(dataDir);
    expect([0, devices]).toContain(found);
    if (found === 0) expect(await runCli(['hub', 'import', file, '--data-dir', dataDir])).toMatchObject({ code: 0 });
    expect(await devicesIn(dataDir)).toBe(devices);
  });

  it.each([
    ['hub import', (file: string) => ['hub', 'import', file]],
    ['hub --import', (file: string) => ['hub', '--json', ...ports, '--import', file]],
  ])('by Ctrl+C (%s) exits 130 and leaves nothing', async (_name, words) => {
    const file = await largeExport();
    const { dataDir, child, end, begun } = importing(words(file), 40_000);
    await begun;
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stdout: '', stderr: 'twin-tui: interrupted\n' });
    expect(await devicesIn(dataDir)).toBe(0);
  });

  it.each([
    ['hub import', ['hub', 'import', '-']],
    ['hub --import', ['hub', '--json', ...ports, '--import', '-']],
  ])('by Ctrl+C while more is to come on stdin (%s) exits 130', async (_name, words) => {
    const { child, end, begun } = importing(words, 1);
    child.stdin?.write('{"format":"twin-tui hub","version":1}\n');
    await begun;
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, stdout: '', stderr: 'twin-tui: interrupted\n' });
  });
});
