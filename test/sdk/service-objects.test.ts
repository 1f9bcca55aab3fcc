import { Registry, Twin } from 'azure-iothub';
import { expect } from 'vitest';
import { describeCalls } from './call-table.ts';
import { serviceStage } from './service-stage.ts';

// The package does not export the class; any hub's name makes one.
const Query = Registry.fromConnectionString('HostName=a.b;SharedAccessKeyName=x;SharedAccessKey=YQ==').createQuery('x')
  .constructor as { readonly name: string; readonly prototype: object };

describeCalls('Twin of the service', {
  of: Twin,
  stage: async () => {
    const stage = await serviceStage();
    return { ...stage, twin: (await stage.registry.getTwin('d')).responseBody };
  },
  calls: {
    get: async ({ twin, registry }) => {
      await registry.updateTwin('d', { tags: { site: 'b' } }, '*');
      expect((await twin.get()).result).toMatchObject({ deviceId: 'd', tags: { site: 'b' } });
      const { responseBody: ofModule } = await registry.getModuleTwin('d', 'm');
      expect((await ofModule.get()).result).toMatchObject({ moduleId: 'm' });
    },
    update: async ({ twin, registry }) => {
      const { result } = await twin.update({ tags: { site: 'a' }, properties: { desired: { interval: 5 } } });
      expect(result).toMatchObject({ tags: { site: 'a' }, properties: { desired: { interval: 5, $version: 2 } } });
      await registry.updateTwin('d', { tags: { site: 'b' } }, '*');
      await expect(twin.update({ tags: { site: 'c' } })).rejects.toThrow();
    },
    toJSON: async ({ twin }) => {
      const text = JSON.parse(JSON.stringify(twin)) as object;
      expect(text).toMatchObject({ deviceId: 'd', etag: twin.etag, properties: { reported: { $version: 1 } } });
    },
  },
});

describeCalls('Query of the service', {
  of: Query,
  stage: async () => {
    const stage = await serviceStage();
    await stage.registry.addDevices(['a', 'b', 'c', 'e'].map(deviceId => ({ deviceId })));
    return stage;
  },
  calls: {
    next: async ({ registry }) => {
      const query = registry.createQuery('SELECT deviceId FROM devices', 2);
      const ids: string[] = [];
      let pages = 0;
      while (query.hasMoreResults) {
        // Its promise form does not go on by itself.
        const { result } = await query.next(query.continuationToken);
        ids.push(...(result as { deviceId: string }[]).map(({ deviceId }) => deviceId));
        pages++;
      }
      expect([ids.sort(), pages]).toEqual([['a', 'b', 'c', 'd', 'e'], 3]);
    },
    nextAsTwin: async ({ registry }) => {
      const query = registry.createQuery("SELECT * FROM devices WHERE deviceId = 'd'");
      const { result } = await query.nextAsTwin();
      expect(result[0]).toBeInstanceOf(Twin);
      const { result: updated } = await result[0]!.update({ tags: { site: 'a' } });
      expect(updated).toMatchObject({ deviceId: 'd', tags: { site: 'a' } });
    },
  },
});
