import { bounds } from '../../../lib/bounds.ts';
import type { HubContext } from '../../context.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { identityDocument } from '../../identities/identity-document.ts';
import type { Identity } from '../../state/identity.ts';

const most = bounds.rest.listedDevices;

/** The first devices in order of creation; there is no paging. hub-reference 1.1. */
export const listDevices: Operation = {
  name: 'ListDevices',
  method: 'GET',
  path: '/devices',
  access: 'RegistryRead',
  family: 'RegistryRead',
  holdsKeys: true,
  run: async (context, { query }) => {
    const devices = firstDevices(context, readTop(query.get('top')));
    await allSettled(context, devices);
    return jsonAnswer(
      200,
      devices.map(device => identityDocument(context, device)),
    );
  },
};

/** Anything but 1 to 1000 asks for 1000. */
function readTop(text: string | null): number {
  const top = Number(text);
  return Number.isInteger(top) && top >= 1 && top <= most ? top : most;
}

function firstDevices({ state }: HubContext, count: number): readonly Identity[] {
  const devices: Identity[] = [];
  for (const [, identity] of state.entries('identity')) {
    if (devices.length === count) break;
    if (identity.moduleId === undefined) devices.push(identity);
  }
  return devices;
}

async function allSettled({ state }: HubContext, devices: readonly Identity[]): Promise<void> {
  await Promise.all(devices.map(({ deviceId }) => state.settled('identity', deviceId)));
}
