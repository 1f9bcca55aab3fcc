import { expect, it } from 'vitest';
import { neverTime } from '../../../src/hub/state/identity.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';
import { connectWire } from '../../helpers/wire-client.ts';

const asAtBirth = { connectionState: 'Disconnected', lastActivityTime: neverTime };

it('is forgotten with a restart, when the identity and its twin are kept', async () => {
  const dataDir = temporaryDirectory();
  const { hub, rest } = await startDeviceHub(['d'], { dataDir });
  await rest('PATCH', '/twins/d', { body: { tags: { kept: true } } });
  await connectWire(hub, 'd');
  const { body } = await rest('GET', '/devices/d');
  expect(body).toMatchObject({ connectionState: 'Connected', lastActivityTime: expect.stringMatching(/^20/) });
  await hub.stop();
  const again = restOf(await startTestHub({ dataDir }));
  const after = { ...asAtBirth, connectionStateUpdatedTime: neverTime };
  expect((await again('GET', '/devices/d')).body).toEqual({ ...(body as object), ...after });
  expect((await again('GET', '/twins/d')).body).toMatchObject({ tags: { kept: true }, ...asAtBirth });
});
