import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChangedBy, TwinVersion } from '../../../src/clients/twin-watch.ts';
import { VersionFile } from '../../../src/clients/versions/version-file.ts';
import { recalled } from '../../../src/clients/versions/version-history.ts';
import type { TwinDocument } from '../../../src/twin/twin-document.ts';
import { hostileTags } from '../../fixtures/twins/hostile.ts';
import { temporaryDirectory } from '../../helpers/cli.ts';
import { ManualTimers } from '../../helpers/manual-timers.ts';
import { thermostat } from '../../helpers/screen-props.ts';

const newPath = () => join(temporaryDirectory(), 'kept', 'twin-versions.ndjson');

function version(number: number, by: ChangedBy = { by: 'device' }, change: Partial<TwinDocument> = {}): TwinVersion {
  return { at: number * 1_000, changedBy: by, document: { ...thermostat, version: number, ...change } };
}
const versions = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => version(from + index));
const numbers = (kept: readonly TwinVersion[]) => kept.map(({ document }) => document.version);

async function keep(file: VersionFile, kept: readonly TwinVersion[], name = 'myDeviceId'): Promise<void> {
  for (const each of kept) file.add({ name, ...each });
  await file.flush();
}

describe('versions in a file', () => {
  it('come back as they were, each twin its own, from a file that its owner alone reads', async () => {
    const path = newPath();
    const kept = [
      version(1, { by: 'service', policy: 'iothubowner' }),
      version(2, { by: 'job', id: 'j1' }, { tags: { ...hostileTags } }),
      version(3, { by: 'this-app' }),
    ];
    await keep(new VersionFile(path), kept);
    await keep(new VersionFile(path), versions(7, 8), 'other');
    expect(JSON.stringify(await new VersionFile(path).read('myDeviceId'))).toBe(JSON.stringify(kept));
    expect(numbers(await new VersionFile(path).read('other'))).toEqual([7, 8]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  });

  it('are written together, a second after the first', async () => {
    const path = newPath();
    const timers = new ManualTimers();
    const file = new VersionFile(path, { timers });
    file.add({ name: 'a', ...version(1) });
    file.add({ name: 'a', ...version(2) });
    await expect(stat(path)).rejects.toThrow('ENOENT');
    timers.advance(1_000);
    await file.flush();
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('that come faster than they can be written: the newest are', async () => {
    const path = newPath();
    const file = new VersionFile(path, { timers: new ManualTimers() });
    const long = { tags: { long: 'x'.repeat(20_000) } };
    for (let number = 1; number <= 2_000; number++) file.add({ name: 'a', ...version(number, undefined, long) });
    await file.flush();
    expect((await stat(path)).size).toBeLessThan(1.1 * 1024 * 1024);
    expect(numbers(await file.read('a')).at(-1)).toBe(2_000);
  });

  it('never grow beyond the bound: the oldest go', async () => {
    const path = newPath();
    const file = new VersionFile(path, { largest: 20_000 });
    for (let from = 1; from < 200; from += 10) await keep(file, versions(from, from + 9));
    expect((await stat(path)).size).toBeLessThan(25_000);
    const kept = numbers(await file.read('myDeviceId'));
    expect(kept.at(-1)).toBe(200);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 201 - kept.length + index));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(file.problem.getSnapshot()).toBeUndefined();
  });

  it('are told of where lines are damaged, and the others are there', async () => {
    const path = newPath();
    await keep(new VersionFile(path), versions(1, 2));
    await appendFile(path, '{"name":"myDeviceId","at":1,"document":{}}\nnot JSON\n[]\n');
    await keep(new VersionFile(path), versions(3, 3));
    const file = new VersionFile(path);
    expect(numbers(await file.read('myDeviceId'))).toEqual([1, 2, 3]);
    expect(file.problem.getSnapshot()).toBe(`3 of 6 earlier versions are damaged in ${path}`);
  });

  it('lose a line that a crash has cut off, and no other', async () => {
    const path = newPath();
    await keep(new VersionFile(path), versions(1, 3));
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, -30));
    const file = new VersionFile(path);
    expect(numbers(await file.read('myDeviceId'))).toEqual([1, 2]);
    expect(file.problem.getSnapshot()).toBeUndefined();
    await keep(file, versions(4, 4));
    expect(numbers(await new VersionFile(path).read('myDeviceId'))).toEqual([1, 2, 4]);
  });

  it('cannot be kept where there is no place for them: that is told, not thrown', async () => {
    const blocked = join(temporaryDirectory(), 'file');
    await writeFile(blocked, '');
    const file = new VersionFile(join(blocked, 'twin-versions.ndjson'));
    await keep(file, versions(1, 1));
    expect(file.problem.getSnapshot()).toMatch(/^versions cannot be kept: /);
    expect(await file.read('myDeviceId')).toEqual([]);
    expect(file.problem.getSnapshot()).toMatch(/^versions cannot be read: /);
  });

  it('written by two screens are there once, with the author that one of them knew', async () => {
    const path = newPath();
    await keep(new VersionFile(path), [version(1, { by: 'unknown' }), version(2, { by: 'this-app' })]);
    await keep(new VersionFile(path), [version(1, { by: 'device' }), version(2, { by: 'unknown' }), version(3)]);
    const kept = await new VersionFile(path).read('myDeviceId');
    expect(kept.map(({ changedBy }) => changedBy.by)).toEqual(['device', 'this-app', 'device']);
  });

  it('of a device that was deleted and made again begin with its new twin', async () => {
    const path = newPath();
    await keep(new VersionFile(path), [...versions(1, 5), version(1, { by: 'hub' }, { tags: {} }), version(2)]);
    const kept = await new VersionFile(path).read('myDeviceId');
    expect(kept.map(({ document, changedBy }) => [document.version, changedBy.by])).toEqual([
      [1, 'hub'],
      [2, 'device'],
    ]);
  });
});

describe('what earlier screens saw', () => {
  const unknown = { by: 'unknown' } as const;
  it('comes before what this one sees; the version both know is theirs', () => {
    const merged = recalled(versions(1, 3), [version(3, unknown), version(4)]);
    expect(numbers(merged)).toEqual([1, 2, 3, 4]);
    expect(merged[2]!.changedBy.by).toBe('device');
  });
  it('tells who made the next version when nothing was missed between', () => {
    const reported = { ...thermostat.properties.reported, $version: 10 };
    const next = version(4, unknown, { properties: { ...thermostat.properties, reported } });
    expect(recalled(versions(1, 3), [next]).at(-1)!.changedBy.by).toBe('device');
    const later = { ...next, document: { ...next.document, version: 9 } };
    expect(recalled(versions(1, 3), [later]).at(-1)!.changedBy.by).toBe('unknown');
  });
  it('is not of a twin that was made anew meanwhile', () => {
    const anew = version(3, unknown, { tags: { new: true } });
    expect(recalled(versions(1, 3), [anew])).toEqual([anew]);
    expect(recalled(versions(1, 9), [anew])).toEqual([anew]);
  });
});
