import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { parseServiceString } from '../../src/clients/connection-string.ts';
import { ServiceClient } from '../../src/clients/service-client.ts';
import { temporaryCertificates } from '../../src/hub/certificates/certificates.ts';
import { bounds } from '../../src/lib/bounds.ts';

const connectionString = 'HostName=localhost;SharedAccessKeyName=iothubowner;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==';
const piece = Buffer.alloc(4 * 2 ** 20, 'x');

/** Resolves with how much was taken when the client has gone. */
async function sendForEver(response: ServerResponse): Promise<number> {
  let sent = 0;
  let isGone = false;
  const gone = once(response, 'close').then(() => {
    isGone = true;
  });
  response.writeHead(200, { 'Content-Type': 'application/json' });
  while (!isGone) {
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), gone]);
    sent += piece.length;
  }
  return sent;
}

it('an answer without end is given up, and said to be too long', async () => {
  const tls = await temporaryCertificates(['localhost', '127.0.0.1'], Date.now());
  const server = createServer(tls);
  onTestFinished(() => void server.close());
  const sent = new Promise<number>(resolve => {
    server.on('request', (_request, response) => resolve(sendForEver(response)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const service = new ServiceClient({
    credentials: parseServiceString(connectionString, 'the test'),
    endpoint: { address: '127.0.0.1', port, ca: tls.ca },
  });
  onTestFinished(() => service.close());
  const reading = service.twins.get({ deviceId: 'dev1' });
  await expect(reading).rejects.toThrow(`the hub's answer is longer than ${bounds.clients.answer} characters`);
  expect(await sent).toBeLessThan(bounds.clients.answer + 20 * piece.length);
}, 60_000);
