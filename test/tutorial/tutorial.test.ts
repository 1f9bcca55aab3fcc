import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, type ReadyLine, runCli, startHubProcess, startNode, temporaryDirectory } from '../helpers/cli.ts';

const program = (name: string) => join(import.meta.dirname, name);
const redirect = ['--import', program('redirect-https.mjs')];

async function walk(hub: ReadyLine, dataDir: string, service: (env: object) => Promise<string>, transport = 'mqtt') {
  const made = await runCli(['device', 'create', 'myDeviceId', '--data-dir', dataDir]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const ca = { NODE_EXTRA_CA_CERTS: hub.caFile };
  const backEnd = { ...ca, IOTHUB_CONNECTION_STRING: hub.serviceConnectionString, HTTPS_PORT: String(hub.httpsPort) };
  const device = { ...ca, IOTHUB_DEVICE_CONNECTION_STRING: made.stdout.trim(), TRANSPORT: transport };

  expect(await service(backEnd)).toBe('in Redmond43: myDeviceId\nin Redmond43 on cellular: none\n');
  expect(await output([program('device.mjs')], device)).toBe(
    'connected\ndesired version 1\nreported {"connectivity":{"type":"cellular"}}\n',
  );
  expect(await service(backEnd)).toBe('in Redmond43: myDeviceId\nin Redmond43 on cellular: myDeviceId\n');
  await output([program('device.mjs'), 'wifi'], device);
  expect(await service(backEnd)).toBe('in Redmond43: myDeviceId\nin Redmond43 on cellular: none\n');
}

async function output(parameters: readonly string[], env: object): Promise<string> {
  const { code, stdout, stderr } = await ended(startNode(parameters, { env: { ...env } }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

function canListen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

describe('the device twin tutorial, as two programs written with the SDKs alone', () => {
  it('passes on whatever ports the hub has', async () => {
    const dataDir = temporaryDirectory();
    const hub = await startHubProcess('--data-dir', dataDir, '--mqtt-port', '0', '--https-port', '0');
    await walk(hub, dataDir, env => output([...redirect, program('service.mjs')], env));
  }, 60_000);

  it('passes unmodified on the ports 8883 and 443, over WebSocket too', async context => {
    const free = (await canListen(8883)) && (await canListen(443));
    if (!free) context.skip('these ports cannot be had here');
    const dataDir = temporaryDirectory();
    const hub = await startHubProcess('--data-dir', dataDir);
    expect(hub).toMatchObject({ mqttPort: 8883, httpsPort: 443 });
    await walk(hub, dataDir, env => output([program('service.mjs')], env));
    const string = await runCli(['device', 'connection-string', 'myDeviceId', '--data-dir', dataDir]);
    const named = string.stdout.trim().replace(/;GatewayHostName=.*/, '');
    const env = { NODE_EXTRA_CA_CERTS: hub.caFile, IOTHUB_DEVICE_CONNECTION_STRING: named, TRANSPORT: 'mqtt-ws' };
    expect(await output([program('device.mjs')], env)).toContain('reported');
  }, 60_000);
});
