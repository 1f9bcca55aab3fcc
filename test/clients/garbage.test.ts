import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ClientError } from '../../src/clients/client-error.ts';
import { parseServiceString } from '../../src/clients/connection-string.ts';
import { FeedClient } from '../../src/clients/feed-client.ts';
import { ServiceClient } from '../../src/clients/service-client.ts';
import { temporaryCertificates } from '../../src/hub/certificates/certificates.ts';
import type { Json } from '../../src/lib/json.ts';

const connectionString = 'HostName=localhost;SharedAccessKeyName=iothubowner;SharedAccessKey=MDEyMzQ1Njc4OWFiY2RlZg==';

/** A server that is trusted like a hub, and answers as it likes. */
async function startServer(answer: RequestListener) {
  const tls = await temporaryCertificates(['localhost', '127.0.0.1'], Date.now());
  const server = createServer(tls, answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port, ca: tls.ca };
}

describe('a hub that answers with something else', () => {
  it.each<[Json]>([
    [null],
    [[]],
    [{}],
    [{ deviceId: 'dev1' }],
    [{ deviceId: 'dev1', properties: { desired: null, reported: {} } }],
    [{ deviceId: 'dev1', properties: { desired: {} } }],
    [{ deviceId: 'dev1', properties: { desired: [], reported: {} } }],
  ])('than a twin is said to have failed: %j', async body => {
    const endpoint = await startServer((_, response) => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    });
    const service = new ServiceClient({ credentials: parseServiceString(connectionString, 'the test'), endpoint });
    onTestFinished(() => service.close());
    await expect(service.twins.get({ deviceId: 'dev1' })).rejects.toMatchObject({ trouble: 'hub-failure' });
  });

  it.each([
    '',
    '<html>',
    '{',
    'null',
    '[1]',
    '{"a":1}',
    '"text"',
    '{"device":null}',
  ])('than JSON of its own ends no program: %j', async text => {
    const endpoint = await startServer((_, response) => {
      response.setHeader('Content-Type', 'application/json').end(text);
    });
    const service = new ServiceClient({ credentials: parseServiceString(connectionString, 'the test'), endpoint });
    onTestFinished(() => service.close());
    const target = { deviceId: 'dev1' };
    const pages = service.query('SELECT * FROM devices');
    const calls = [
      () => service.twins.get(target),
      () => service.twins.patch(target, { tags: {} }),
      () => service.twins.replace(target, { tags: {} }),
      () => service.identities.get(target),
      () => service.identities.create(target),
      () => service.identities.delete(target),
      () => service.invokeMethod(target, { name: 'm' }),
      () => service.jobs.list(),
      () => service.configurations.list(),
      () => pages.next(),
    ];
    for (const call of calls) {
      const end = await call().then(
        () => 'answered',
        (error: unknown) => error,
      );
      if (end !== 'answered') expect(end).toBeInstanceOf(ClientError);
    }
  });

  it('than events is asked again, and its later events are heard', async () => {
    let asked = 0;
    const endpoint = await startServer((_, response) => {
      asked++;
      response.write(asked === 1 ? '<html>\n' : `${JSON.stringify({ type: 'lifecycle', key: 'dev1' })}\n`);
    });
    const feed = new FeedClient({ endpoint, authorization: () => 'none' });
    onTestFinished(() => feed.close());
    const key = await new Promise(resolve => feed.onIdentity(event => resolve(event.key)));
    expect([key, asked]).toEqual(['dev1', 2]);
  });
});
