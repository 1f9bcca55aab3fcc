import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { serviceSdk } from '../../../helpers/service-sdk.ts';

/** The class that the SDK makes of an answer's status and code. */
const nameOf = (error: unknown) => (error as Error).name;

describe("the service SDK's identity calls", () => {
  it('create, read, update, list and delete devices', async () => {
    const { registry } = serviceSdk(await startTestHub());
    const { responseBody: created } = await registry.create({ deviceId: 'd#1' });
    expect(created.authentication?.symmetricKey?.primaryKey).toMatch(/^.{44}$/);
    await expect(registry.create({ deviceId: 'd#1' })).rejects.toSatisfy(
      error => nameOf(error) === 'DeviceAlreadyExistsError',
    );
    const { responseBody: updated } = await registry.update({ ...created, status: 'disabled' } as never);
    expect(updated).toMatchObject({
      status: 'disabled',
      generationId: (created as { generationId?: string }).generationId,
    });
    expect((await registry.get('d#1')).responseBody.status).toBe('disabled');
    expect((await registry.list()).responseBody.map(({ deviceId }) => deviceId)).toEqual(['d#1']);
    expect((await registry.getRegistryStatistics()).responseBody).toMatchObject({
      totalDeviceCount: 1,
      disabledDeviceCount: 1,
    });
    await registry.delete('d#1');
    await expect(registry.get('d#1')).rejects.toSatisfy(error => nameOf(error) === 'DeviceNotFoundError');
    await expect(registry.delete('d#1')).rejects.toSatisfy(error => nameOf(error) === 'DeviceNotFoundError');
  });

  it('add, update and remove many devices', async () => {
    const { registry } = serviceSdk(await startTestHub());
    const devices = ['a', 'b', 'c'].map(deviceId => ({ deviceId }));
    expect((await registry.addDevices(devices)).responseBody).toMatchObject({ isSuccessful: true, errors: [] });
    await registry.updateDevices(
      devices.map(device => ({ ...device, status: 'disabled' as const })),
      true,
    );
    expect((await registry.getRegistryStatistics()).responseBody).toMatchObject({ disabledDeviceCount: 3 });
    const { responseBody: a } = await registry.get('a');
    await registry.removeDevices([{ deviceId: 'a', etag: (a as { etag?: string }).etag } as never], false);
    await registry.removeDevices([{ deviceId: 'b' }], true);
    expect((await registry.list()).responseBody.map(({ deviceId }) => deviceId)).toEqual(['c']);
    await expect(registry.addDevices([{ deviceId: 'c' }])).rejects.toSatisfy(
      error => nameOf(error) === 'ArgumentError',
    );
  });

  it('manage modules', async () => {
    const { registry } = serviceSdk(await startTestHub());
    await registry.create({ deviceId: 'd' });
    await registry.addModule({ deviceId: 'd', moduleId: 'm' } as never);
    expect((await registry.getModulesOnDevice('d')).responseBody).toMatchObject([{ moduleId: 'm' }]);
    const { responseBody: module } = await registry.getModule('d', 'm');
    await registry.updateModule({ ...module, managedBy: 'me' } as never);
    expect((await registry.getModule('d', 'm')).responseBody.managedBy).toBe('me');
    await expect(registry.updateModule({ ...module, managedBy: 'you' } as never)).rejects.toSatisfy(
      error => nameOf(error) === 'InvalidEtagError',
    );
    await registry.removeModule('d', 'm');
    expect((await registry.getModulesOnDevice('d')).responseBody).toEqual([]);
  });
});

describe("the service SDK's twin calls", () => {
  it('read and update the twins of devices and modules', async () => {
    const { registry } = serviceSdk(await startTestHub());
    await registry.create({ deviceId: 'd' });
    await registry.addModule({ deviceId: 'd', moduleId: 'm' } as never);
    const { responseBody: twin } = await registry.getTwin('d');
    const { result: updated } = await twin.update({ tags: { plant: 'x' }, properties: { desired: { t: 1 } } });
    expect(updated).toMatchObject({ tags: { plant: 'x' }, properties: { desired: { t: 1, $version: 2 } } });
    await expect(registry.updateTwin('d', { tags: { plant: 'y' } }, 'AAAAAAAAAAE=')).rejects.toSatisfy(
      error => nameOf(error) === 'InvalidEtagError',
    );
    await registry.updateTwin('d', { tags: { plant: null } }, '*');
    expect((await registry.getTwin('d')).responseBody.tags).toEqual({});
    await registry.updateModuleTwin('d', 'm', { properties: { desired: { u: 2 } } }, '*');
    expect((await registry.getModuleTwin('d', 'm')).responseBody.properties.desired).toMatchObject({ u: 2 });
  });

  it('tell apart a missing device, a wrong key and a bad patch', async () => {
    const hub = await startTestHub();
    const { registry } = serviceSdk(hub);
    await expect(registry.getTwin('nobody')).rejects.toSatisfy(error => nameOf(error) === 'DeviceNotFoundError');
    await registry.create({ deviceId: 'd' });
    await expect(registry.updateTwin('d', { tags: { 'a.b': 1 } }, '*')).rejects.toThrow(/contains '\.'/);
    const wrong = hub.serviceConnectionString.replace(
      /SharedAccessKey=.*/,
      `SharedAccessKey=${Buffer.alloc(32, 7).toString('base64')}`,
    );
    await expect(serviceSdk(hub, wrong).registry.getTwin('d')).rejects.toSatisfy(
      error => nameOf(error) === 'UnauthorizedError',
    );
  });
});
