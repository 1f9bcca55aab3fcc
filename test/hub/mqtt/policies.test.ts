import { expect, it, onTestFinished, vi } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Policy, Right } from '../../../src/hub/state/hub-state.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire } from '../../helpers/wire-client.ts';

async function hubWithPolicy() {
  const stage = await startDeviceHub(['d', 'own']);
  const { hub, rest } = stage;
  const put = async (rights: readonly Right[]) =>
    (await rest('PUT', '/$twin-tui/policies/tmp', { body: { rights } })).body as Policy;
  const { primaryKey: key } = await put(['DeviceConnect']);
  const token = signSas({ resource: 'localhost/devices/d', expiry: 4102444800, key, policy: 'tmp' });
  const device = await connectWire(hub, 'd', { password: Buffer.from(token) });
  const own = await connectWire(hub, 'own');
  return { ...stage, put, device, own };
}

it('a device that a policy let in leaves when the policy is deleted, one with a key of its own stays', async () => {
  const { rest, news, device, own } = await hubWithPolicy();
  await rest('DELETE', '/$twin-tui/policies/tmp');
  await device.closed();
  expect(await news.whyClosed('d')).toBe('401003 the hub has no shared access policy "tmp"');
  expect(await own.arrivedUntilPing()).toEqual([]);
});

it('a device that a policy let in leaves when the policy lacks the right, and stays when it gets another', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { news, put, device } = await hubWithPolicy();
  await put(['DeviceConnect', 'ServiceConnect']);
  vi.advanceTimersByTime(3_000);
  expect(await device.arrivedUntilPing()).toEqual([]);
  await put(['ServiceConnect']);
  vi.advanceTimersByTime(3_000);
  await device.closed();
  expect(await news.whyClosed('d')).toBe('401003 the policy "tmp" lacks the right DeviceConnect');
});

it('a device that a policy let in leaves when the policy has other keys', async () => {
  const { rest, news, put, device } = await hubWithPolicy();
  await rest('DELETE', '/$twin-tui/policies/tmp');
  await put(['DeviceConnect']);
  await device.closed();
  expect(await news.whyClosed('d')).toBe('401003 the signature of the token does not match');
});
