import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startHubThread } from '../../../src/cli/local-hub/hub-thread.ts';
import { parseServiceString } from '../../../src/clients/connection-string.ts';
import { HubConnection } from '../../../src/clients/hub-connection.ts';

it('a hub in a thread of its own answers, and leaves nothing behind', async () => {
  const hub = await startHubThread({});
  const service = parseServiceString(hub.serviceConnectionString, 'the test');
  const connection = new HubConnection({ service, local: hub });
  await connection.service.identities.create({ deviceId: 'dev1' });
  await connection.close();
  await hub.stop();
});

it('a hub in a thread tells why it cannot start', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  await expect(startHubThread({ httpsPort: port })).rejects.toMatchObject({
    name: 'AppError',
    exitCode: 3,
    hint: expect.stringContaining('--https-port'),
    cause: { code: 'EADDRINUSE' },
  });
});
