import { describe, expect, it } from 'vitest';
import { MemoryState } from '../../../src/hub/state/memory-state.ts';
import { exportHeader, exportLines } from '../../../src/hub/transfer/export-lines.ts';
import { importLines } from '../../../src/hub/transfer/import-lines.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';

/** The lines of an export, without their line feeds. */
async function linesOf(exported: AsyncIterable<string>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exported) lines.push(line.replace(/\n$/, ''));
  return lines;
}

const header = JSON.stringify(exportHeader);

describe('export and import', () => {
  it('carry a whole hub to another, keys, twins, modules and configurations', async () => {
    const from = await startTestHub();
    await restOf(from)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    await restOf(from)('PUT', '/devices/dev1/modules/mod1', { body: { deviceId: 'dev1', moduleId: 'mod1' } });
    await restOf(from)('PATCH', '/twins/dev1', { body: JSON.parse('{"tags":{"__proto__":{"a":1}, "city":"Zürich"}}') });
    const configuration = { id: 'conf1', content: { deviceContent: {} }, targetCondition: '', priority: 1 };
    await restOf(from)('PUT', '/configurations/conf1', { body: configuration });
    const exported = await linesOf(from.export());
    const to = await startTestHub({ importFrom: exported });
    expect(await linesOf(to.export())).toEqual(exported);
    expect(to.serviceConnectionString).toBe(from.serviceConnectionString);
    expect(to.deviceConnectionString('dev1', 'mod1')).toContain('ModuleId=mod1');
    const answer = await restOf(to)('GET', '/twins/dev1');
    expect(answer.text).toContain('"tags":{"__proto__":{"a":1},"city":"Zürich"}');
    expect((await restOf(to)('GET', '/devices/dev1/modules')).text).toContain('mod1');
  });

  it('give the same over the wire, to the owner alone', async () => {
    const hub = await startTestHub();
    await restOf(hub)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    const answer = await restOf(hub)('GET', '/$twin-tui/export');
    expect(answer.text.trimEnd().split('\n')).toEqual(await linesOf(hub.export()));
    expect((await restOf(hub, 'service')('GET', '/$twin-tui/export')).status).toBe(401);
  });

  it('refuse a hub that has identities', async () => {
    const hub = await startTestHub();
    await restOf(hub)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    const state = new MemoryState();
    await importLines(state, await linesOf(hub.export()));
    await expect(importLines(state, [header])).rejects.toThrow('has identities already');
  });

  it.each([
    [['{}'], 'line 1: expected {"format":"twin-tui hub","version":1}'],
    [['{"format":"twin-tui hub","version":2}'], 'line 1: expected version 1, found 2'],
    [[], 'line 1'],
    [[header, '{"kind":"twin"'], "line 2: expected ',' or '}', found the end at column 15"],
    [[header, '{"primaryKey":c2VjcmV0}'], 'line 2: expected a value, found "c" at column 15.'],
    [[header, '[]'], 'line 2: expected an object with kind, key and value'],
    [[header, '{"kind":"__proto__","key":"a","value":{}}'], 'line 2: expected kind to be one of'],
    [[header, '{"kind":"policy","key":1,"value":{}}'], 'line 2: expected key to be a text, found 1'],
    [[header, '{"kind":"policy","key":"a","value":{"name":"a"}}'], 'expected rights of the policy to be an array'],
    [
      [header, '{"kind":"twin","key":"a","value":{"etag":"1"}}'],
      'expected etag of the twin to be a whole number above 0, found "1"',
    ],
  ])('name the line and what is wrong with it: %j', async (lines, message) => {
    const state = new MemoryState();
    await expect(importLines(state, lines)).rejects.toThrow(message);
    expect(await linesOf(exportLines(state))).toEqual([header]);
  });

  it('refuse an identity without its twin', async () => {
    const hub = await startTestHub();
    await restOf(hub)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    const lines = (await linesOf(hub.export())).filter(line => !line.includes('"kind":"twin"'));
    await expect(importLines(new MemoryState(), lines)).rejects.toThrow('"dev1" has no twin');
  });
});
