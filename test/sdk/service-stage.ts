import { vi } from 'vitest';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../src/hub/hub.ts';
import { type DeviceHub, startDeviceHub } from '../helpers/device-hub.ts';
import { serviceSdk } from '../helpers/service-sdk.ts';

export type ServiceStage = DeviceHub & ReturnType<typeof serviceSdk>;

/** A hub with the device `d` and its module `m`, and the service SDK's clients for it. */
export async function serviceStage(): Promise<ServiceStage> {
  const stage = await startDeviceHub(['d', 'd/m']);
  return { ...stage, ...serviceSdk(stage.hub) };
}

/** A token of the owner for the whole hub, as `fromSharedAccessSignature` takes it. */
export function ownerToken({ hostName, policies }: Hub): string {
  const { name, primaryKey } = policies.find(({ name }) => name === 'iothubowner')!;
  return signSas({ resource: hostName, expiry: 4102444800, key: primaryKey, policy: name });
}

/** Waits for what the hub does after it has answered: jobs and configurations. */
export const soon = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 10_000, interval: 20 });
