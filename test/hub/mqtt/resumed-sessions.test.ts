import { Agent, request } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { issueAuthority } from '../../../src/hub/certificates/issue.ts';
import { issueSigned } from '../../helpers/device-certificates.ts';
import { createIdentity, startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, WireClient } from '../../helpers/wire-client.ts';

const noPassword: object = { password: undefined };

/** A device whose certificate an intermediate authority signed, which it shows along; the hub knows the root alone. */
async function hubWithChain() {
  const stage = await startDeviceHub([]);
  const root = await issueAuthority(Date.now());
  const between = await issueSigned(root, 'factory', true);
  const leaf = await issueSigned(between, 'd');
  await createIdentity(stage.rest, 'd', { authentication: { type: 'certificateAuthority' } });
  await stage.rest('POST', '/$twin-tui/authorities', { body: { pem: root.certificate } });
  const shown = { cert: `${leaf.certificate}${between.certificate}`, key: leaf.key };
  const connect = async (options: ConnectionOptions) => {
    const client = await WireClient.open(stage.hub, { ...shown, ...options });
    client.send(connectPacket('d', noPassword));
    const { returnCode } = await client.next('connack');
    return { client, returnCode };
  };
  return { ...stage, shown, connect };
}

/** hub-reference 3.9. A session that is resumed holds the leaf alone, so that the hub would have to refuse it. */
describe('a device with an intermediate authority', () => {
  it.each([
    'TLSv1.2',
    'TLSv1.3',
  ] as const)('comes in again when it offers to resume its session of %s', async version => {
    const { connect } = await hubWithChain();
    const versions = { minVersion: version, maxVersion: version };
    const first = await connect(versions);
    expect(first.returnCode).toBe(0);
    const again = await connect({ ...versions, session: first.client.socket.getSession()! });
    expect([again.client.socket.getProtocol(), again.returnCode]).toEqual([version, 0]);
  });

  it.each([
    'TLSv1.2',
    'TLSv1.3',
  ] as const)('sends telemetry again over connections of one agent, by %s', async version => {
    const { hub, shown } = await hubWithChain();
    const agent = new Agent({ ca: hub.ca, ...shown, minVersion: version, maxVersion: version });
    onTestFinished(() => agent.destroy());
    const send = () =>
      new Promise<number>((resolve, reject) => {
        const to = { host: hub.address, port: hub.httpsPort, servername: 'localhost', method: 'POST', agent };
        const call = request({ ...to, path: '/devices/d/messages/events?api-version=2021-04-12' }, response => {
          response.resume().on('end', () => resolve(response.statusCode!));
        });
        call.on('error', reject);
        call.end('{}');
      });
    expect([await send(), await send(), await send()]).toEqual([204, 204, 204]);
  });
});
