import { expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/cli.ts';
import { connectTo } from '../helpers/connect.ts';
import { startConnectProxy } from '../helpers/connect-proxy.ts';
import { startTestHub } from '../helpers/hub.ts';
import { openScreen } from '../helpers/pty.ts';

it('a real hub refuses the first patch; L in it unlocks, and Enter sends what was typed', {
  timeout: 120_000,
}, async () => {
  const hub = await startTestHub();
  const proxy = await startConnectProxy(hub.httpsPort);
  const { service } = connectTo(hub);
  await service.identities.create({ deviceId: 'myDeviceId' });
  const screen = openScreen({
    columns: 80,
    rows: 24,
    parameters: ['--connection-string', hub.serviceConnectionString, '--transport', 'mqtt-ws'],
    env: { HOME: temporaryDirectory(), HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: hub.caFile },
  });
  await screen.waitFor('REAL HUB', 40);
  await screen.waitFor('v2', 40);
  screen.press('2', 'g', 'a');
  await screen.waitFor('path = value');
  screen.type('plant = Redmond43');
  screen.press('enter');
  await screen.waitFor('read-only: L unlocks writing to this hub');
  screen.press('enter');
  await screen.waitFor('L unlocks writing to this hub, then Enter sends it.');
  screen.press('L');
  await screen.waitFor('unlocked: changes are written to this hub');
  expect(screen.text()).toContain('"plant":"Redmond43"');
  screen.press('enter');
  await screen.waitFor('written: the twin is at v');
  expect((await service.twins.get({ deviceId: 'myDeviceId' })).tags).toEqual({ plant: 'Redmond43' });
});
