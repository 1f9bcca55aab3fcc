import { type Configuration, type Module, Registry } from 'azure-iothub';
import { expect } from 'vitest';
import { describeCalls } from './call-table.ts';
import { ownerToken, type ServiceStage, serviceStage, soon } from './service-stage.ts';

type Identity = { readonly deviceId: string; readonly etag: string; readonly status: string };

const refusedAs = (name: string) => (error: unknown) => (error as Error).name === name;
const configuration = (id: string, priority = 1) =>
  ({
    id,
    priority,
    targetCondition: '*',
    content: { deviceContent: { 'properties.desired.fw': { channel: id } } },
  }) as unknown as Configuration;
const module = (moduleId: string, more: object = {}) => ({ deviceId: 'd', moduleId, ...more }) as unknown as Module;
const idsOf = async ({ registry }: ServiceStage) =>
  (await registry.list()).responseBody.map(({ deviceId }) => deviceId).sort();

const storage = 'takes and gives blobs of Azure Storage, which no hub of one machine has';

describeCalls('Registry', {
  of: Registry,
  stage: serviceStage,
  calls: {
    'static fromConnectionString': async ({ hub }) => {
      const registry = Registry.fromConnectionString(hub.serviceConnectionString);
      expect((await registry.get('d')).responseBody).toMatchObject({ deviceId: 'd' });
    },
    'static fromSharedAccessSignature': async ({ hub }) => {
      const registry = Registry.fromSharedAccessSignature(ownerToken(hub));
      expect((await registry.get('d')).responseBody).toMatchObject({ deviceId: 'd' });
    },
    create: async ({ registry }) => {
      const { responseBody } = await registry.create({ deviceId: 'new#1', statusReason: 'tried' });
      expect(responseBody).toMatchObject({ deviceId: 'new#1', status: 'enabled', statusReason: 'tried' });
      expect(responseBody.authentication?.symmetricKey?.primaryKey).toMatch(/^.{44}$/);
      await expect(registry.create({ deviceId: 'd' })).rejects.toSatisfy(refusedAs('DeviceAlreadyExistsError'));
    },
    get: async ({ registry }) => {
      const { responseBody } = await registry.get('d');
      expect(responseBody).toMatchObject({ deviceId: 'd', connectionState: 'Disconnected' });
      await expect(registry.get('nobody')).rejects.toSatisfy(refusedAs('DeviceNotFoundError'));
    },
    update: async ({ registry }) => {
      const { responseBody } = await registry.get('d');
      await registry.update({ ...responseBody, status: 'disabled' } as never);
      expect((await registry.get('d')).responseBody).toMatchObject({ status: 'disabled' });
      await expect(registry.update({ deviceId: 'nobody' })).rejects.toSatisfy(refusedAs('DeviceNotFoundError'));
    },
    list: async stage => {
      await stage.registry.create({ deviceId: 'e' });
      expect(await idsOf(stage)).toEqual(['d', 'e']);
    },
    delete: async stage => {
      await stage.registry.delete('d');
      expect(await idsOf(stage)).toEqual([]);
      await expect(stage.registry.delete('d')).rejects.toSatisfy(refusedAs('DeviceNotFoundError'));
    },
    addDevices: async stage => {
      const { responseBody } = await stage.registry.addDevices([{ deviceId: 'a' }, { deviceId: 'b' }]);
      expect(responseBody).toEqual({ isSuccessful: true, errors: [], warnings: [] });
      expect(await idsOf(stage)).toEqual(['a', 'b', 'd']);
    },
    updateDevices: async ({ registry }) => {
      const { responseBody } = await registry.get('d');
      await registry.updateDevices([{ ...responseBody, status: 'disabled' } as never], false);
      await registry.updateDevices([{ deviceId: 'd', status: 'enabled', statusReason: 'forced' }], true);
      expect((await registry.get('d')).responseBody).toMatchObject({ status: 'enabled', statusReason: 'forced' });
    },
    removeDevices: async stage => {
      await stage.registry.addDevices([{ deviceId: 'a' }, { deviceId: 'b' }]);
      const { etag } = (await stage.registry.get('a')).responseBody as unknown as Identity;
      await stage.registry.removeDevices([{ deviceId: 'a', etag }], false);
      await stage.registry.removeDevices([{ deviceId: 'b' }], true);
      expect(await idsOf(stage)).toEqual(['d']);
    },
    getRegistryStatistics: async ({ registry }) => {
      await registry.create({ deviceId: 'off', status: 'disabled' });
      const { responseBody } = await registry.getRegistryStatistics();
      expect(responseBody).toEqual({ totalDeviceCount: 2, enabledDeviceCount: 1, disabledDeviceCount: 1 });
    },
    getTwin: async ({ registry }) => {
      const { responseBody: twin } = await registry.getTwin('d');
      expect(twin).toMatchObject({ deviceId: 'd', tags: {}, properties: { desired: { $version: 1 } } });
      await expect(registry.getTwin('nobody')).rejects.toSatisfy(refusedAs('DeviceNotFoundError'));
    },
    getModuleTwin: async ({ registry }) => {
      const { responseBody: twin } = await registry.getModuleTwin('d', 'm');
      expect(twin).toMatchObject({ deviceId: 'd', moduleId: 'm', properties: { desired: { $version: 1 } } });
    },
    updateTwin: async ({ registry }) => {
      const { responseBody: before } = await registry.getTwin('d');
      const patch = { tags: { site: 'a' }, properties: { desired: { interval: 5 } } };
      const { responseBody: twin } = await registry.updateTwin('d', patch, before.etag);
      expect(twin).toMatchObject({ tags: { site: 'a' }, properties: { desired: { interval: 5, $version: 2 } } });
      await expect(registry.updateTwin('d', patch, before.etag)).rejects.toSatisfy(refusedAs('InvalidEtagError'));
      await expect(registry.updateTwin('d', { tags: { 'a.b': 1 } }, '*')).rejects.toThrow(/contains '\.'/);
    },
    updateModuleTwin: async ({ registry }) => {
      const { responseBody: twin } = await registry.updateModuleTwin('d', 'm', { tags: { site: 'a' } }, '*');
      expect(twin).toMatchObject({ moduleId: 'm', tags: { site: 'a' } });
    },
    createQuery: async ({ registry }) => {
      await registry.updateTwin('d', { tags: { site: 'a' } }, '*');
      const { result } = await registry.createQuery("SELECT deviceId FROM devices WHERE tags.site = 'a'").next();
      expect(result).toEqual([{ deviceId: 'd' }]);
      await expect(registry.createQuery('SELECT nothing').next()).rejects.toThrow();
    },
    addModule: async ({ registry }) => {
      const { responseBody } = await registry.addModule(module('n', { managedBy: 'me' }));
      expect(responseBody).toMatchObject({ deviceId: 'd', moduleId: 'n', managedBy: 'me' });
    },
    getModulesOnDevice: async ({ registry }) => {
      expect((await registry.getModulesOnDevice('d')).responseBody).toMatchObject([{ moduleId: 'm' }]);
    },
    getModule: async ({ registry }) => {
      expect((await registry.getModule('d', 'm')).responseBody).toMatchObject({ deviceId: 'd', moduleId: 'm' });
    },
    updateModule: async ({ registry }) => {
      const { responseBody: before } = await registry.getModule('d', 'm');
      await registry.updateModule({ ...before, managedBy: 'me' } as never);
      const stale = { ...before, managedBy: 'you' } as never;
      await expect(registry.updateModule(stale)).rejects.toSatisfy(refusedAs('InvalidEtagError'));
      expect((await registry.updateModule(stale, true)).responseBody).toMatchObject({ managedBy: 'you' });
    },
    removeModule: async ({ registry }) => {
      await registry.addModule(module('n'));
      await registry.removeModule('d', 'n');
      const { responseBody: whole } = await registry.getModule('d', 'm');
      // A module itself can be handed over in the callback form only: the promise form loses its callback.
      await new Promise<void>((resolve, reject) => {
        registry.removeModule(whole, error => (error ? reject(error) : resolve()));
      });
      expect((await registry.getModulesOnDevice('d')).responseBody).toEqual([]);
    },
    addConfiguration: async ({ registry }) => {
      const { responseBody } = await registry.addConfiguration(configuration('c'));
      expect(responseBody).toMatchObject({ id: 'c', priority: 1, targetCondition: '*' });
      await soon(async () =>
        expect((await registry.getTwin('d')).responseBody.properties.desired).toMatchObject({ fw: { channel: 'c' } }),
      );
    },
    getConfiguration: async ({ registry }) => {
      await registry.addConfiguration(configuration('c', 3));
      expect((await registry.getConfiguration('c')).responseBody).toMatchObject({ id: 'c', priority: 3 });
      await expect(registry.getConfiguration('nothing')).rejects.toThrow();
    },
    getConfigurations: async ({ registry }) => {
      for (const id of ['a', 'b']) await registry.addConfiguration(configuration(id));
      expect((await registry.getConfigurations()).responseBody).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    },
    updateConfiguration: async ({ registry }) => {
      await registry.addConfiguration(configuration('c'));
      const { responseBody: before } = await registry.getConfiguration('c');
      await registry.updateConfiguration({ ...before, priority: 7 } as never);
      await expect(registry.updateConfiguration(before)).rejects.toSatisfy(refusedAs('InvalidEtagError'));
      await registry.updateConfiguration({ ...before, priority: 8 } as never, true);
      expect((await registry.getConfiguration('c')).responseBody).toMatchObject({ priority: 8 });
    },
    removeConfiguration: async ({ registry }) => {
      await registry.addConfiguration(configuration('c'));
      await registry.removeConfiguration('c');
      expect((await registry.getConfigurations()).responseBody).toEqual([]);
    },
    applyConfigurationContentOnDevice: async ({ registry }) => {
      await registry.create({ deviceId: 'edge', capabilities: { iotEdge: true } });
      const modulesContent = { $edgeAgent: { 'properties.desired': { schemaVersion: '1.1' } } };
      await registry.applyConfigurationContentOnDevice('edge', { modulesContent } as never);
      const { responseBody: twin } = await registry.getModuleTwin('edge', '$edgeAgent');
      expect(twin.properties.desired).toMatchObject({ schemaVersion: '1.1' });
    },
  },
  outOfScope: {
    'static fromTokenCredential': 'signs in at Microsoft Entra, which issues its tokens for hubs in Azure only',
    importDevicesFromBlob: storage,
    importDevicesFromBlobByIdentity: storage,
    exportDevicesToBlob: storage,
    exportDevicesToBlobByIdentity: storage,
    listJobs: 'lists the imports and exports of blobs',
    getJob: 'reads an import or export of blobs; jobs over twins and methods are those of JobClient',
    cancelJob: 'stops an import or export of blobs',
  },
});
