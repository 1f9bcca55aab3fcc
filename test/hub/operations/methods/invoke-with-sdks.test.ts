import type { Client, DeviceMethodRequest, DeviceMethodResponse } from 'azure-iot-device';
import { describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../../../src/hub/hub.ts';
import { deviceSdk } from '../../../helpers/device-sdk.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';
import { serviceSdk } from '../../../helpers/service-sdk.ts';

async function hubWithDevice(deviceId = 'd') {
  const hub = await startTestHub();
  const sdk = serviceSdk(hub);
  await sdk.registry.create({ deviceId });
  return { hub, sdk, rest: restOf(hub) };
}

type Handler = (request: DeviceMethodRequest, response: DeviceMethodResponse) => void;

/** A device that answers one method; resolves once the hub knows of it. */
async function answering(hub: Hub, deviceId: string, name: string, handler: Handler): Promise<Client> {
  const device = await deviceSdk(hub, deviceId);
  device.onDeviceMethod(name, handler);
  const { client } = serviceSdk(hub);
  // The SDK does not tell when its subscription stands, so a method that exists is called until it arrives.
  await vi.waitFor(
    () => client.invokeDeviceMethod(deviceId, { methodName: name, payload: 'warm-up', responseTimeoutInSeconds: 5 }),
    { timeout: 10_000, interval: 50 },
  );
  return device;
}

describe("the SDK's direct methods", () => {
  it('carry payload and answer both ways', async () => {
    const { hub, sdk } = await hubWithDevice();
    const seen: unknown[] = [];
    await answering(hub, 'd', 'reboot', (request, response) => {
      if (request.payload !== 'warm-up') seen.push(request.payload);
      void response.send(202, { ok: true, text: 'grün 日本' });
    });
    const payload = { delay: 5, list: [1, null, 'a'] };
    const answer = await sdk.client.invokeDeviceMethod('d', { methodName: 'reboot', payload });
    expect(answer.result).toEqual({ status: 202, payload: { ok: true, text: 'grün 日本' } });
    expect(seen).toEqual([payload]);
  });

  it('answer null for an empty body', async () => {
    const { hub, rest } = await hubWithDevice();
    await answering(hub, 'd', 'quiet', (_request, response) => void response.send(200));
    const { body } = await rest('POST', '/twins/d/methods', { body: { methodName: 'quiet' } });
    expect(body).toEqual({ status: 200, payload: null });
  });

  it('tell of an offline device in the nested shape, with how long was waited', async () => {
    const { sdk, rest } = await hubWithDevice();
    const call = { methodName: 'reboot', responseTimeoutInSeconds: 30, connectTimeoutInSeconds: 0 };
    const answer = await rest('POST', '/twins/d/methods', { body: call });
    expect([answer.status, answer.code]).toEqual([404, 'DeviceNotOnline']);
    const inner = JSON.parse((answer.body as { Message: string }).Message) as object;
    expect(inner).toMatchObject({ errorCode: 404103, info: { timeout: '00:00:00' } });
    await expect(sdk.client.invokeDeviceMethod('d', call)).rejects.toMatchObject({ message: 'Not found' });
  });

  it('wait for a device that connects in time', async () => {
    const { hub, sdk } = await hubWithDevice();
    const call = { methodName: 'late', payload: 1, connectTimeoutInSeconds: 10, responseTimeoutInSeconds: 10 };
    const answer = sdk.client.invokeDeviceMethod('d', call);
    const device = await deviceSdk(hub, 'd');
    device.onDeviceMethod('late', (_request, response) => void response.send(200, 'here'));
    expect((await answer).result).toEqual({ status: 200, payload: 'here' });
  });

  it('run in jobs on devices that are online, whose answers are kept', async () => {
    const { hub, sdk } = await hubWithDevice();
    await answering(hub, 'd', 'step', (_request, response) => void response.send(200, { done: 1 }));
    const method = { methodName: 'step', payload: null };
    await sdk.jobs.scheduleDeviceMethod('j', "deviceId = 'd'", method, new Date(0), 60);
    const row = await vi.waitFor(
      async () => {
        const { result } = await sdk.registry.createQuery("SELECT * FROM devices.jobs WHERE jobId = 'j'").next();
        const [first] = result as { status: string }[];
        expect(first?.status).toBe('completed');
        return first;
      },
      { timeout: 10_000, interval: 50 },
    );
    expect(row).toMatchObject({ outcome: { deviceMethodResponse: { status: 200, payload: { done: 1 } } } });
  });
});
