import { ClientError } from '../clients/client-error.ts';
import type { DeviceClient } from '../clients/device-client.ts';
import type { HubConnection } from '../clients/hub-connection.ts';

/**
 * Makes and connects the device when the screen starts. On a locked hub only a person's key does that, and so where the
 * device is connected already: by another screen, or by the person's own program.
 */
export async function goOnline({ guard, service, kind }: HubConnection, client: DeviceClient): Promise<void> {
  if (guard.getSnapshot().locked) return;
  const { deviceId } = client.getSnapshot();
  try {
    if (kind === 'local') await service.identities.create({ deviceId });
  } catch (error) {
    if (!(error instanceof ClientError && error.trouble === 'already-exists')) return;
    const known = await service.twins.get({ deviceId }).catch(() => undefined);
    // A person may have connected it meanwhile.
    if (client.getSnapshot().status !== 'offline') return;
    if (known?.connectionState === 'Connected') {
      return client.standBack(
        new ClientError('replaced', `${deviceId} is online elsewhere`, { hint: 'o takes it over' }),
      );
    }
  }
  // A failure is part of the device's state, and shown there.
  await client.connect().catch(() => {});
}
