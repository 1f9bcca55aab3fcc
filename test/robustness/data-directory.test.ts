import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DurableState } from '../../src/hub/state/durable-state.ts';
import { fileHeader, formatVersion } from '../../src/hub/store/file-header.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { numberOf, reopened, twinChange } from '../hub/store/samples.ts';
import { type Denied, HubProcess, nobody } from './hub-process.ts';

async function start(directory: string, denied?: Denied): Promise<HubProcess> {
  const hub = await HubProcess.start(directory, denied);
  onTestFinished(() => hub.kill());
  return hub;
}

/** A data directory in which a hub wrote a device `d` with the tag `number`. */
async function usedDirectory(number: number): Promise<string> {
  const directory = join(temporaryDirectory(), 'hub');
  const hub = await start(directory);
  await hub.call('PUT', '/devices/d', { deviceId: 'd' });
  for (let count = 1; count <= number; count++) await patch(hub, count);
  await hub.kill();
  return directory;
}

const patch = (hub: HubProcess, number: number) =>
  hub.call('PATCH', '/twins/d', { tags: { number, filler: 'x'.repeat(2000) } });

const tagsOf = async (hub: HubProcess) => (await hub.call('GET', '/twins/d')).body.tags;

/** All that the store holds, to see that nothing of it was touched. */
function contentOf(directory: string): { readonly [name: string]: string } {
  const store = join(directory, 'store');
  return Object.fromEntries(readdirSync(store).map(name => [name, readFileSync(join(store, name), 'base64')]));
}

it('a full disk refuses writes with 500, goes on answering, and takes writes again when it has room', async () => {
  const directory = await usedDirectory(1);
  const hub = await start(directory, { fileKilobytes: 24 });
  let last = 1;
  for (let number = 2; number < 40; number++) {
    const { status, body } = await patch(hub, number);
    if (status === 200) last = number;
    else expect([status, body.Message]).toEqual([500, expect.stringContaining('EFBIG')]);
  }
  expect(last).toBeGreaterThan(1);
  expect(last).toBeLessThan(30);
  expect(await tagsOf(hub)).toMatchObject({ number: last });
  await hub.kill();
  const roomy = await start(directory);
  expect(await tagsOf(roomy)).toMatchObject({ number: last });
  expect((await patch(roomy, 50)).status).toBe(200);
}, 60_000);

it('a disk that is full from the start says so and what to do', async () => {
  const directory = join(temporaryDirectory(), 'hub');
  await expect(start(directory, { fileKilobytes: 1 })).rejects.toThrow(
    /cannot be (written|used): .*EFBIG.*--data-dir/s,
  );
});

it('a read-only directory is refused with its name and what to try, and stays as it was', async () => {
  const directory = await usedDirectory(1);
  const before = contentOf(directory);
  protect(directory);
  await expect(start(directory, { asNobody: true })).rejects.toThrow(
    new RegExp(`The data directory ${directory} cannot be used: EACCES.*--data-dir`, 's'),
  );
  expect(contentOf(directory)).toEqual(before);
});

function protect(directory: string): void {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(name => join(directory, name));
  if (process.getuid?.() === 0) for (const path of [directory, ...entries]) chownSync(path, nobody, nobody);
  for (const path of [directory, join(directory, 'store')]) chmodSync(path, 0o555);
  chmodSync(join(directory, '..'), 0o755);
  onTestFinished(() => chmodSync(directory, 0o755));
}

const log = '000001.log';

it.each<[string, (store: string) => void, RegExp]>([
  [
    'of a newer format',
    store => writeFileSync(join(store, log), fileHeader('log', formatVersion + 1)),
    /newer twin-tui/,
  ],
  [
    'with a damaged record',
    store => spoil(join(store, log), bytes => (bytes[200]! ^= 1)),
    /damaged: .*000001\.log, byte/,
  ],
  [
    'with a damaged first line',
    store => spoil(join(store, log), bytes => bytes.write('{}')),
    /does not begin like a log/,
  ],
  [
    'whose first log is gone',
    store => {
      copyFileSync(join(store, log), join(store, '000002.log'));
      rmSync(join(store, log));
    },
    /000001\.log.* the file is missing/,
  ],
])('a store %s is refused with file and reason, and stays as it was', async (_, harm, message) => {
  const directory = await usedDirectory(3);
  harm(join(directory, 'store'));
  const before = contentOf(directory);
  const refusal = await start(directory).catch(error => (error as Error).message);
  expect(refusal).toMatch(message);
  expect(refusal).toMatch(/Nothing was changed\.\n.*--data-dir/);
  expect(refusal).not.toContain('bug');
  expect(contentOf(directory)).toEqual(before);
});

function spoil(path: string, act: (bytes: Buffer) => unknown): void {
  const bytes = readFileSync(path);
  act(bytes);
  writeFileSync(path, bytes);
}

it('a store copied while it is written to and shortened opens as it was at some moment of the copying, or is refused', async () => {
  const directory = temporaryDirectory();
  const state = await DurableState.open({ directory, snapshotAfter: 64 * 1024 });
  const acknowledged = [0, 0, 0, 0];
  let isOver = false;
  const load = acknowledged.map(async (_, writer) => {
    for (let number = 1; !isOver; number++) {
      await state.commit([twinChange(`twin${writer}`, number, 'x'.repeat(3000))]);
      acknowledged[writer] = number;
    }
  });
  let opened = 0;
  for (let copies = 0; copies < 30; copies++) {
    while (acknowledged.some(number => number < copies * 10 + 1)) await new Promise(setImmediate);
    const before = [...acknowledged];
    const copy = await copyOf(directory);
    const after = acknowledged.map(number => number + 1);
    const found = await reopened({ directory: copy }, copied =>
      before.map((_, n) => numberOf(copied, `twin${n}`)),
    ).catch(error => expect(error).toMatchObject({ name: 'StoreError' }));
    if (found === undefined) continue;
    opened++;
    for (const [writer, number] of found.entries()) {
      expect(number).toBeGreaterThanOrEqual(before[writer]!);
      expect(number).toBeLessThanOrEqual(after[writer]!);
    }
  }
  isOver = true;
  await Promise.all(load);
  await state.close();
  expect(opened).toBeGreaterThan(0);
});

/** File by file, as `cp -r` does it; what is gone by the time its turn comes is left out. */
async function copyOf(directory: string): Promise<string> {
  const copy = join(temporaryDirectory(), 'copy');
  mkdirSync(copy);
  for (const name of readdirSync(directory)) {
    await new Promise(setImmediate);
    try {
      copyFileSync(join(directory, name), join(copy, name));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOENT' });
    }
  }
  return copy;
}
