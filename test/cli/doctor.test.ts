import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { startConnectProxy } from '../helpers/connect-proxy.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

let hub: Hub;
beforeAll(async () => {
  hub = await startHub({});
});
afterAll(() => hub.stop());

type Report = { readonly code: number | null; readonly findings: readonly Finding[]; readonly stderr: string };

async function doctor(parameters: readonly string[], env: { readonly [name: string]: string } = {}, cwd?: string) {
  const end = await runCli(['doctor', '--json', ...parameters], { env, ...(cwd !== undefined && { cwd }) });
  const { findings } = JSON.parse(end.stdout) as { findings: readonly Finding[] };
  return { code: end.code, findings, stderr: end.stderr } satisfies Report;
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, 'localhost');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

const about = ({ findings }: Report, check: string) => findings.find(finding => finding.check === check);

/** The local hub as a real one: by its name and port 443, which only the proxy reaches. */
async function asReal(string: string, env: { readonly [name: string]: string } = {}) {
  const proxy = await startConnectProxy(hub.httpsPort);
  const HTTPS_PROXY = `http://me:hunter2@127.0.0.1:${proxy.port}`;
  const report = await doctor(['--connection-string', string, '--transport', 'mqtt-ws'], {
    HTTPS_PROXY,
    NODE_EXTRA_CA_CERTS: hub.caFile,
    ...env,
  });
  expect(JSON.stringify(report)).not.toContain('hunter2');
  return report;
}

describe('doctor', () => {
  it('tells which source each value came from, with the secret masked, and what was not used', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, '.env'), `IOTHUB_CONNECTION_STRING='${hub.serviceConnectionString}'\n`, { mode: 0o644 });
    const other = hub.serviceConnectionString.replace('localhost', 'hub.invalid');
    const report = await doctor(['--device', 'd'], { IOTHUB_CONNECTION_STRING: other }, folder);
    expect(about(report, 'hub')?.text).toMatch(/^hub\.invalid, policy \w+, key \*\*\* \(IOTHUB_CONNECTION_STRING\)$/);
    expect(about(report, 'device')?.text).toBe('d (--device)');
    expect(about(report, 'transport')?.text).toBe('mqtt (the default)');
    expect(about(report, 'read-only')?.text).toBe(
      'no (the default): commands write; the screen starts locked, L unlocks it',
    );
    expect(about(report, 'not used')?.text).toMatch(/^IOTHUB_CONNECTION_STRING in \.env: /);
    expect(JSON.stringify(report)).not.toMatch(/SharedAccessKey=/);
  });

  it.skipIf(process.platform === 'win32')('warns of a .env with a secret that others can read', async () => {
    const folder = temporaryDirectory();
    const string = hub.serviceConnectionString.replace('localhost', 'hub.invalid');
    writeFileSync(join(folder, '.env'), `IOTHUB_CONNECTION_STRING='${string}'\n`, { mode: 0o644 });
    const report = await doctor([], {}, folder);
    expect(about(report, '.env')).toMatchObject({ result: 'warning', hint: 'chmod 600 .env' });
  });

  it('tells what kind of string is expected and which was found', async () => {
    const device = 'HostName=h;DeviceId=d;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==';
    const report = await doctor(['--connection-string', device]);
    expect(report.code).toBe(3);
    expect(about(report, 'settings')?.text).toMatch(/is a device's own, a service connection string is expected/);
  });

  it('tells of a broken settings file', async () => {
    const path = join(temporaryDirectory(), 'config.json');
    writeFileSync(path, '{"connections": {,}}', { mode: 0o600 });
    const report = await doctor([], { TWIN_TUI_CONFIG: path });
    expect(report.code).toBe(3);
    expect(about(report, 'settings')?.text).toMatch(/not JSON at line 1, column 18/);
  });

  it('tells of a name that does not resolve', async () => {
    const report = await doctor([
      '--connection-string',
      hub.serviceConnectionString.replace('localhost', 'hub.invalid'),
    ]);
    expect(report.code).toBe(3);
    expect(about(report, 'host name')).toMatchObject({
      result: 'failed',
      hint: expect.stringMatching(/Check the host/),
    });
  });

  it('finds nothing wrong behind a proxy, which it names without its password', async () => {
    const report = await asReal(hub.serviceConnectionString);
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(about(report, 'proxy')?.text).toMatch(/^http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\)$/);
    expect(about(report, 'MQTT')?.text).toMatch(/over WebSocket/);
    expect(about(report, 'RegistryRead')).toMatchObject({ result: 'ok', text: '0 devices' });
    expect(about(report, 'ServiceConnect')).toMatchObject({ result: 'ok' });
  });

  it('tells that TLS is inspected, or the CA missing, and who issued the certificate', async () => {
    const report = await asReal(hub.serviceConnectionString, { NODE_EXTRA_CA_CERTS: '' });
    expect(report.code).toBe(3);
    expect(about(report, 'HTTPS')).toMatchObject({
      result: 'failed',
      hint: expect.stringMatching(/NODE_EXTRA_CA_CERTS/),
    });
    expect(about(report, 'TLS')?.text).toMatch(/what answers has the certificate of localhost, issued by .*twin-tui/);
  });

  it('tells of a proxy that refuses', async () => {
    const proxy = await startConnectProxy(hub.httpsPort, 'Basic other');
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const report = await doctor(['--connection-string', hub.serviceConnectionString, '--transport', 'mqtt-ws'], env);
    expect(report.code).toBe(3);
    expect(about(report, 'HTTPS')?.text).toMatch(/the proxy .* answered 407/);
  });

  it('tells of a wrong key', async () => {
    const wrong = hub.serviceConnectionString.replace(/SharedAccessKey=.*/, 'SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==');
    const report = await asReal(wrong);
    expect(report.code).toBe(3);
    expect(about(report, 'key')).toMatchObject({
      result: 'failed',
      hint: expect.stringMatching(/policy name and key/),
    });
  });

  it.each([
    ['registryRead', 'RegistryRead', 'ServiceConnect'],
    ['service', 'ServiceConnect', 'RegistryRead'],
  ] as const)('tells that the policy %s with %s lacks %s', async (policy, granted, missing) => {
    const { primaryKey } = hub.policies.find(({ name }) => name === policy)!;
    const report = await asReal(`HostName=${hub.hostName};SharedAccessKeyName=${policy};SharedAccessKey=${primaryKey}`);
    expect(report.code).toBe(0);
    expect(about(report, granted)).toMatchObject({ result: 'ok' });
    expect(about(report, missing)).toMatchObject({ result: 'warning', hint: expect.stringContaining(missing) });
  });

  it('tells that port 8883 is blocked where 443 is open, and what to use instead', async ({ skip }) => {
    skip(await listens(8883), 'a hub of this machine has port 8883');
    const proxy = await startConnectProxy(hub.httpsPort);
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: hub.caFile };
    const report = await doctor(['--connection-string', hub.serviceConnectionString, '--transport', 'mqtt'], env);
    expect(about(report, 'MQTT')).toMatchObject({
      result: 'failed',
      hint: expect.stringMatching(/--transport mqtt-ws/),
    });
  });
});

describe('the clocks', () => {
  it.each([
    [-3_600_000, 'failed', /^3[56]\d\d s ahead of the hub's$/],
    [3_600_000, 'failed', /^3[56]\d\d s behind the hub's$/],
    [60_000, 'ok', /s apart/],
  ] as const)('with the hub %i ms off are %s', async (off, result, text) => {
    const dataDir = temporaryDirectory();
    const kept = await startHub({ dataDir });
    await kept.stop();
    const server = createServer({
      cert: readFileSync(join(dataDir, 'server.pem')),
      key: readFileSync(join(dataDir, 'server-key.pem')),
    });
    server.on('request', (_request, response) => {
      response
        .setHeader('Date', new Date(Date.now() + off).toUTCString())
        .writeHead(404)
        .end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const proxy = await startConnectProxy((server.address() as AddressInfo).port);
    const report = await doctor(['--connection-string', kept.serviceConnectionString, '--transport', 'mqtt-ws'], {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: kept.caFile,
    });
    server.close();
    expect(about(report, 'clock')).toMatchObject({ result, text: expect.stringMatching(text) });
  });
});
