import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHolder } from '../../src/hub/data-directory/directory-lock.ts';
import { readRunningHub } from '../../src/hub/data-directory/running-hub.ts';
import { startHub } from '../../src/hub/hub.ts';
import { runChild } from '../helpers/child.ts';
import { temporaryDirectory } from '../helpers/directory.ts';
import { startTestHub } from '../helpers/hub.ts';
import { restOf } from '../helpers/rest.ts';

describe('startHub', () => {
  it('listens with a certificate that its authority vouches for, under each of its names', async () => {
    const hub = await startTestHub({ hostName: 'Hub.Test' });
    const rest = (hostName: string) => restOf({ ...hub, policies: hub.policies, hostName })('GET', '/devices');
    for (const name of ['hub.test', 'localhost']) expect((await rest(name)).status).toBe(200);
    await expect(rest('example.org')).rejects.toThrow("not match certificate's altnames");
  });

  it('says which port is taken and how to choose another', async () => {
    const first = await startTestHub();
    await expect(startHub({ httpsPort: first.httpsPort })).rejects.toMatchObject({
      message: `The hub cannot listen on port ${first.httpsPort} of 127.0.0.1 (HTTPS): it is taken.`,
      hint: expect.stringContaining('--https-port'),
    });
    await expect(startHub({ mqttPort: first.mqttPort })).rejects.toThrow('(MQTT): it is taken');
  });

  it('gives connection strings only for what exists', async () => {
    const hub = await startTestHub();
    expect(hub.deviceConnectionString('dev1')).toBeUndefined();
    await restOf(hub)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    expect(hub.deviceConnectionString('dev1')).toMatch(
      new RegExp(
        `^HostName=localhost;DeviceId=dev1;SharedAccessKey=[\\w+/]{43}=;GatewayHostName=127.0.0.1:${hub.mqttPort}$`,
      ),
    );
    expect(hub.serviceConnectionString).toMatch(/^HostName=localhost;SharedAccessKeyName=iothubowner;SharedAccessKey=/);
  });

  it('repeats its keys with a seed, and never without', async () => {
    const keysOf = async (seed?: string) => (await startTestHub({ seed })).policies.map(policy => policy.primaryKey);
    expect(await keysOf('a')).toEqual(await keysOf('a'));
    expect(await keysOf('b')).not.toEqual(await keysOf('a'));
    expect(await keysOf()).not.toEqual(await keysOf());
  });

  it('leaves nothing that keeps the process alive when it is stopped', async () => {
    const file = join(temporaryDirectory(), 'start-and-stop.mts');
    const hub = JSON.stringify(join(import.meta.dirname, '../../src/hub/hub.ts'));
    writeFileSync(
      file,
      `const { startHub } = await import(${hub}); await (await startHub()).stop(); console.log('stopped');`,
    );
    const child = runChild(file);
    expect(await child.line()).toBe('stopped');
    const [code] = await child.exited;
    expect(code).toBe(0);
  });

  it('does not keep the process alive for what waited when it was stopped: it is answered at once', async () => {
    const child = runChild(join(import.meta.dirname, 'stop-while-waiting.ts'));
    expect(await child.line()).toBe('a method for its device: 404, a read for the latency: 200, stopped');
    expect(await child.exited).toEqual([0, null]);
  });
});

describe('a hub on a data directory', () => {
  it('has everything again after a restart: keys, identities, twins, authority', async () => {
    const dataDir = join(temporaryDirectory(), 'deep', 'down');
    const first = await startHub({ dataDir });
    await restOf(first)('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    await restOf(first)('PATCH', '/twins/dev1', { body: { tags: { city: 'Redmond' } } });
    const [strings, ca] = [[first.serviceConnectionString, first.policies], first.ca];
    await first.stop();
    const second = await startTestHub({ dataDir });
    expect([second.serviceConnectionString, second.policies]).toEqual(strings);
    expect(second.ca).toBe(ca);
    expect((await restOf(second)('GET', '/twins/dev1')).body).toMatchObject({ tags: { city: 'Redmond' }, version: 3 });
    const query = { body: { query: "SELECT deviceId FROM devices WHERE tags.city = 'Redmond'" } };
    expect((await restOf(second)('POST', '/devices/query', query)).body).toEqual([{ deviceId: 'dev1' }]);
  });

  it('is found by a second process while it runs, by nobody after', async () => {
    const dataDir = temporaryDirectory();
    const hub = await startHub({ dataDir });
    const { hostName, address, mqttPort, httpsPort, caFile, ca, serviceConnectionString } = hub;
    const place = { hostName, address, mqttPort, httpsPort, caFile, ca, serviceConnectionString };
    expect(await readRunningHub(dataDir)).toEqual({ pid: process.pid, isHandedOn: false, ...place });
    expect(statSync(join(dataDir, 'hub.json')).mode & 0o777).toBe(0o600);
    await expect(startHub({ dataDir })).rejects.toMatchObject({ cause: { code: 'ELOCKED' } });
    expect(await readRunningHub(dataDir)).toEqual({ pid: process.pid, isHandedOn: false, ...place });
    await hub.stop();
    expect(await readRunningHub(dataDir)).toBeUndefined();
  });

  it.each([
    true,
    false,
  ])('refuses writes with 500 while the disk is broken, and shows none of them (kept: %s)', async kept => {
    const hub = await startTestHub(kept ? { dataDir: temporaryDirectory() } : {});
    const rest = restOf(hub);
    await rest('PUT', '/devices/dev1', { body: { deviceId: 'dev1' } });
    await rest('POST', '/$twin-tui/control', { body: { action: 'disk', broken: true } });
    const refused = await rest('PATCH', '/twins/dev1', { body: { tags: { city: 'Redmond' } } });
    expect([refused.status, refused.code]).toEqual([500, 'ServerError']);
    expect((await rest('GET', '/twins/dev1')).body).not.toHaveProperty('tags.city');
    await rest('POST', '/$twin-tui/control', { body: { action: 'disk', broken: false } });
    expect((await rest('PATCH', '/twins/dev1', { body: { tags: { city: 'Oslo' } } })).status).toBe(200);
  });

  it('says what cannot be used, and does not hold it', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    await expect(startHub({ dataDir: file })).rejects.toMatchObject({
      message: expect.stringContaining(`The data directory ${file} cannot be used`),
      hint: expect.stringContaining('--data-dir'),
    });
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, 'store'));
    writeFileSync(join(dataDir, 'store', '000001.log'), 'something else that is longer than the first line of a log');
    await expect(startHub({ dataDir })).rejects.toThrow('000001.log, byte 0: it does not begin like a log');
    expect(await findHolder(dataDir)).toBeUndefined();
  });
});
