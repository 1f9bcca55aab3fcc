import { JobClient } from 'azure-iothub';
import { expect } from 'vitest';
import { connectWire, methods } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import { ownerToken, serviceStage, soon } from './service-stage.ts';

const later = () => new Date(Date.now() + 3_600_000);
const tags = { tags: { site: 'a' } };

const completed = (jobs: JobClient, id: string) =>
  soon(async () => expect((await jobs.getJob(id)).jobStatus).toMatchObject({ status: 'completed' }));

describeCalls('JobClient', {
  of: JobClient,
  stage: serviceStage,
  calls: {
    'static fromConnectionString': async ({ hub }) => {
      const jobs = JobClient.fromConnectionString(hub.serviceConnectionString);
      expect((await jobs.getJob('none')).jobStatus).toMatchObject({ status: 'unknown' });
    },
    'static fromSharedAccessSignature': async ({ hub }) => {
      const jobs = JobClient.fromSharedAccessSignature(ownerToken(hub));
      expect((await jobs.getJob('none')).jobStatus).toMatchObject({ status: 'unknown' });
    },
    scheduleTwinUpdate: async ({ jobs, registry }) => {
      await jobs.scheduleTwinUpdate('t', "deviceId = 'd'", tags, new Date(0), 60);
      await completed(jobs, 't');
      expect((await registry.getTwin('d')).responseBody).toMatchObject(tags);
    },
    scheduleDeviceMethod: async ({ hub, jobs, registry }) => {
      const device = await connectWire(hub, 'd', { subscribe: [methods] });
      const call = { methodName: 'reboot', payload: { delay: 1 }, responseTimeoutInSeconds: 10 };
      await jobs.scheduleDeviceMethod('m', "deviceId = 'd'", call, new Date(0), 60);
      const { topic, body } = await device.message();
      expect(JSON.parse(body)).toEqual(call.payload);
      device.publish(`$iothub/methods/res/200/${topic.slice(topic.indexOf('?'))}`, '{"ok":true}');
      await completed(jobs, 'm');
      const { result } = await registry.createQuery("SELECT * FROM devices.jobs WHERE jobId = 'm'").next();
      expect(result).toMatchObject([{ outcome: { deviceMethodResponse: { status: 200, payload: { ok: true } } } }]);
    },
    getJob: async ({ jobs }) => {
      await jobs.scheduleTwinUpdate('t', '*', tags, later(), 60);
      const { jobStatus } = await jobs.getJob('t');
      expect(jobStatus).toMatchObject({ jobId: 't', type: 'scheduleUpdateTwin', status: 'scheduled' });
    },
    cancelJob: async ({ jobs }) => {
      await jobs.scheduleTwinUpdate('t', '*', tags, later(), 60);
      expect((await jobs.cancelJob('t')).jobStatus).toMatchObject({ status: 'cancelled' });
      await expect(jobs.cancelJob('none')).rejects.toThrow();
    },
    createQuery: async ({ jobs }) => {
      for (const id of ['a', 'b', 'c']) await jobs.scheduleTwinUpdate(id, '*', tags, later(), 60);
      const query = jobs.createQuery('scheduleUpdateTwin', 'scheduled', 2);
      const first = await query.next();
      expect([first.result.length, query.hasMoreResults]).toEqual([2, true]);
      const last = await query.next(query.continuationToken);
      expect([last.result.length, query.hasMoreResults]).toEqual([1, false]);
    },
  },
  outOfScope: {
    'static fromTokenCredential': 'signs in at Microsoft Entra, which issues its tokens for hubs in Azure only',
  },
});
