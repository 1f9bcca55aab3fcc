import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProxyAgent } from '../../../src/cli/network/proxy-agent.ts';
import { chooseProxy } from '../../../src/cli/network/proxy-choice.ts';
import { parseServiceString } from '../../../src/clients/connection-string.ts';
import { HubConnection } from '../../../src/clients/hub-connection.ts';
import { type Hub, startHub } from '../../../src/hub/hub.ts';
import { runCli } from '../../helpers/cli.ts';
import { type ConnectProxy, startConnectProxy } from '../../helpers/connect-proxy.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

let hub: Hub;
beforeAll(async () => {
  hub = await startHub({});
});
afterAll(() => hub.stop());

/** The hub under its own name and port 443, as a real one is reached: there is no way but the proxy. */
const through = ({ port }: ConnectProxy, user = '', options: readonly string[] = []) =>
  runCli(['query', 'SELECT deviceId FROM devices', '--connection-string', hub.serviceConnectionString, ...options], {
    env: { HTTPS_PROXY: `http://${user}127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: hub.caFile },
  });

describe('a real hub behind a proxy', () => {
  it('is asked over HTTPS by CONNECT', async () => {
    const proxy = await startConnectProxy(hub.httpsPort);
    expect(await through(proxy)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(proxy.asked).toContain(`${hub.hostName}:443`);
  });

  it('is asked with the name and password in the URL', async () => {
    const proxy = await startConnectProxy(hub.httpsPort, `Basic ${Buffer.from('me:pass word').toString('base64')}`);
    expect(await through(proxy, 'me:pass%20word@')).toMatchObject({ code: 0 });
  });

  it('is not asked when the proxy refuses, and the proxy is told to have refused', async () => {
    const proxy = await startConnectProxy(hub.httpsPort, 'Basic other');
    const { code, stderr } = await through(proxy, 'me:hunter2@');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(
        /cannot reach the hub: the proxy http:\/\/127\.0\.0\.1:\d+ answered 407 .*name and p/,
      ),
    });
    expect(stderr).not.toContain('hunter2');
  });

  it('is not asked when there is no proxy at that place', async () => {
    const { code, stderr } = await through({ port: await unusedPort(), asked: [] });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/cannot reach the hub: .*ECONNREFUSED/),
    });
  });

  it('has its devices over WebSocket on port 443', async () => {
    const proxy = await startConnectProxy(hub.httpsPort);
    const url = `http://127.0.0.1:${proxy.port}`;
    const agent = new ProxyAgent(chooseProxy(hub.hostName, { HTTPS_PROXY: url })!, { ca: hub.ca });
    const service = parseServiceString(hub.serviceConnectionString, 'the hub');
    const connection = new HubConnection({ service, transport: 'mqtt-ws', agent });
    onTestFinished(() => connection.close());
    await connection.service.identities.create({ deviceId: 'dev1' });
    const device = connection.device({ deviceId: 'dev1' });
    await device.connect();
    expect(device.getSnapshot().status).toBe('online');
    await device.report({ reached: true });
    const twin = await connection.service.twins.get({ deviceId: 'dev1' });
    expect(twin.properties.reported).toMatchObject({ reached: true });
    expect(new Set(proxy.asked)).toEqual(new Set([`${hub.hostName}:443`]));
  });
});

function unusedPort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
