import { readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startHubThread } from '../../../src/cli/local-hub/hub-thread.ts';
import { parseServiceString } from '../../../src/clients/connection-string.ts';
import { HubConnection } from '../../../src/clients/hub-connection.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';

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

it('a hub in a thread that lost its data directory tells so when it is stopped', async () => {
  const dataDir = temporaryDirectory();
  const hub = await startHubThread({ dataDir });
  for (const name of readdirSync(dataDir)) if (name.startsWith('lock-')) rmSync(join(dataDir, name));
  await expect.poll(() => listens(hub.httpsPort), { timeout: 20_000 }).toBe(false);
  await expect(hub.stop()).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('no longer held by this process'),
  });
}, 30_000);

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
