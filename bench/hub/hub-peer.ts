import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import type { PeerOptions } from './peer-process.ts';
import { deviceId, deviceKey, sampleDesired } from './sample.ts';

/** Our hub as it is, with its durable store; resolves with the port. */
export async function hubPeer({ clients, directory }: PeerOptions): Promise<number> {
  const dataDir = await mkdtemp(join(directory, 'bench-hub-'));
  const hub = await startHub({ dataDir });
  process.on('SIGTERM', async () => {
    await hub.stop();
    await rm(dataDir, { recursive: true });
    process.exit(0);
  });
  const { $version: _, ...desired } = sampleDesired;
  const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
  for (let start = 0; start < clients; start += 100) {
    const items = Array.from({ length: Math.min(100, clients - start) }, (_, index) => ({
      id: deviceId(start + index),
      importMode: 'create',
      status: 'enabled',
      authentication: { type: 'sas', symmetricKey },
      properties: { desired },
    }));
    await post(hub, '/devices?api-version=2021-04-12', items);
  }
  return hub.mqttPort;
}

function post({ hostName, address, httpsPort, ca, policies }: Hub, path: string, body: unknown): Promise<void> {
  const { name, primaryKey } = policies.find(policy => policy.name === 'iothubowner')!;
  const authorization = signSas({ resource: hostName, expiry: 4102444800, key: primaryKey, policy: name });
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const to = { host: address, port: httpsPort, servername: hostName, ca, method: 'POST', path, headers };
    const call = request(to, answer => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`POST ${path}: ${answer.statusCode}`)),
      );
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
