import { expect, it, onTestFinished } from 'vitest';
import { HubSuccessor } from '../../../src/cli/local-hub/hub-successor.ts';
import { findHolder } from '../../../src/hub/data-directory/directory-lock.ts';
import { startHub } from '../../../src/hub/hub.ts';
import { connectTo } from '../../helpers/connect.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { until } from '../../helpers/until.ts';

const deviceId = 'dev1';

/** A hub on a data directory, and some windows that are attached to it. */
async function attached({ isHandedOn, windows }: { readonly isHandedOn: boolean; readonly windows: number }) {
  const directory = temporaryDirectory();
  const hub = await startTestHub({ dataDir: directory, isHandedOn });
  const told: string[] = [];
  const all = Array.from({ length: windows }, () => {
    const connection = connectTo(hub);
    const tell = (note: string) => void told.push(note);
    const successor = new HubSuccessor({ directory, isHandedOn, ports: hub, health: connection.health, tell });
    onTestFinished(() => successor.close());
    return { connection, successor };
  });
  for (const { connection } of all) await until(connection.health, ({ status }) => status === 'connected');
  return { directory, hub, told, all };
}

it('when the screen that ran a hub ends, one of the others goes on with it, and all find it again', {
  timeout: 60_000,
}, async () => {
  const { directory, hub, told, all } = await attached({ isHandedOn: true, windows: 2 });
  const { connection } = all[0]!;
  await connection.service.identities.create({ deviceId });
  const device = connection.device({ deviceId });
  await device.connect();
  // Begun before: the hub may be there again as soon as the first of them has seen that it was not.
  const lost = all.map(window => until(window.connection.health, ({ status }) => status === 'lost'));
  await hub.stop();
  await Promise.all(lost);
  for (const window of all) {
    await until(window.connection.health, ({ status }) => status === 'connected', 20_000);
    expect(await window.connection.service.twins.get({ deviceId })).toMatchObject({ deviceId });
  }
  await until(device, ({ status }) => status === 'online', 20_000);
  expect(told).toEqual(['the twin-tui that ran this hub has ended: it runs here now']);
  for (const window of all) {
    await window.connection.close();
    await window.successor.close();
  }
  expect(await findHolder(directory)).toBeUndefined();
});

it('a hub that was started by itself is not gone on with: its place is free for who stopped it', async () => {
  const { directory, hub, told, all } = await attached({ isHandedOn: false, windows: 1 });
  const { connection, successor } = all[0]!;
  await hub.stop();
  await until(connection.health, ({ status }) => status === 'lost');
  const { mqttPort, httpsPort } = hub;
  const again = await startHub({ dataDir: directory, mqttPort, httpsPort });
  onTestFinished(() => again.stop());
  await until(connection.health, ({ status }) => status === 'connected');
  await successor.close();
  expect(told).toEqual([]);
});
