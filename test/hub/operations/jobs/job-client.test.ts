import { describe, expect, it, vi } from 'vitest';
import { signSas } from '../../../../src/hub/access/sas-signature.ts';
import type { HubOptions } from '../../../../src/hub/options.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { restOf } from '../../../helpers/rest.ts';
import { serviceSdk } from '../../../helpers/service-sdk.ts';

type Job = { status: string; failureReason?: string; deviceJobStatistics: { [name: string]: number } };
type Sdk = ReturnType<typeof serviceSdk>;

async function hubWithDevices(count: number, options: HubOptions = {}) {
  const hub = await startTestHub(options);
  const sdk = serviceSdk(hub);
  for (let device = 0; device < count; device++) await sdk.registry.create({ deviceId: `d${device}` });
  return { hub, sdk, rest: restOf(hub) };
}

async function jobOf(sdk: Sdk, id: string): Promise<Job> {
  return (await sdk.jobs.getJob(id)).jobStatus as unknown as Job;
}

/** Resolves with the job when it is over. */
const ended = (sdk: Sdk, id: string) =>
  vi.waitFor(
    async () => {
      const job = await jobOf(sdk, id);
      expect(['completed', 'failed', 'cancelled']).toContain(job.status);
      return job;
    },
    { timeout: 10_000, interval: 20 },
  );

const later = () => new Date(Date.now() + 3_600_000);

describe("the SDK's JobClient", () => {
  it('writes the twins that a condition selects and tells what came of each', async () => {
    const { sdk } = await hubWithDevices(3);
    const queued = await sdk.jobs.scheduleTwinUpdate(
      'tags-1',
      "deviceId != 'd1'",
      { tags: { site: 'a' } },
      new Date(0),
      60,
    );
    expect((queued.jobStatus as Job).status).toBe('queued');
    const job = await ended(sdk, 'tags-1');
    expect(job).toMatchObject({ status: 'completed', deviceJobStatistics: { deviceCount: 2, succeededCount: 2 } });
    const tags = await Promise.all(
      ['d0', 'd1', 'd2'].map(async id => (await sdk.registry.getTwin(id)).responseBody.tags),
    );
    expect(tags).toEqual([{ site: 'a' }, {}, { site: 'a' }]);
    const query = sdk.registry.createQuery("SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'tags-1'");
    const rows = (await query.next()).result as object[];
    expect(rows).toMatchObject([
      { deviceId: 'd0', jobId: 'tags-1', jobType: 'scheduleUpdateTwin', status: 'completed' },
      { deviceId: 'd2', outcome: { deviceMethodResponse: null } },
    ]);
  });

  it('deletes keys with null at any depth', async () => {
    const { sdk, rest } = await hubWithDevices(1);
    await rest('PATCH', '/twins/d0', { body: { properties: { desired: { a: { b: 1, c: 2 } } } } });
    await sdk.jobs.scheduleTwinUpdate('j', '*', { properties: { desired: { a: { b: null } } } }, new Date(0), 60);
    await ended(sdk, 'j');
    expect((await rest('GET', '/twins/d0')).body).toMatchObject({
      properties: { desired: { a: { c: 2 }, $version: 3 } },
    });
  });

  it('completes a method job although a device is offline', async () => {
    const { sdk, rest } = await hubWithDevices(1);
    const method = { methodName: 'reboot', payload: null, responseTimeoutInSeconds: 5 };
    await sdk.jobs.scheduleDeviceMethod('m', "deviceId = 'd0'", method, new Date(0), 60);
    expect(await ended(sdk, 'm')).toMatchObject({ status: 'completed', deviceJobStatistics: { failedCount: 1 } });
    const query = { query: "SELECT * FROM devices.jobs WHERE devices.jobs.deviceId = 'd0'" };
    const { body, headers } = await rest('POST', '/devices/query', { body: query });
    expect(headers['x-ms-item-type']).toBe('DeviceJob');
    expect(body).toMatchObject([{ jobId: 'm', status: 'failed', error: { code: 'DeviceNotOnline' } }]);
  });

  it('takes a condition that cannot be read, and the job fails with the reason', async () => {
    const { sdk } = await hubWithDevices(1);
    await sdk.jobs.scheduleTwinUpdate('bad', 'tags.a ===', { tags: { a: 1 } }, new Date(0), 60);
    const job = await ended(sdk, 'bad');
    expect([job.status, typeof job.failureReason]).toEqual(['failed', 'string']);
  });

  it('cancels a job that waits', async () => {
    const { sdk } = await hubWithDevices(0);
    await sdk.jobs.scheduleTwinUpdate('wait', '*', { tags: { a: 1 } }, later(), 60);
    expect((await sdk.jobs.cancelJob('wait')).jobStatus).toMatchObject({ status: 'cancelled' });
    expect((await jobOf(sdk, 'wait')).status).toBe('cancelled');
    await expect(sdk.jobs.cancelJob('nobody')).rejects.toThrow();
  });

  it('lists jobs in pages, by type and status', async () => {
    const { sdk } = await hubWithDevices(0);
    for (const id of ['a', 'b', 'c']) await sdk.jobs.scheduleTwinUpdate(id, '*', { tags: { a: 1 } }, later(), 60);
    await sdk.jobs.scheduleDeviceMethod('m', '*', { methodName: 'x' }, later(), 60);
    const ids: string[] = [];
    let pages = 0;
    for (
      const query = sdk.jobs.createQuery('scheduleUpdateTwin', undefined as never, 2);
      query.hasMoreResults;
      pages++
    ) {
      // Its promise form does not go on by itself.
      const { result } = await query.next(query.continuationToken as string);
      ids.push(...(result as { jobId: string }[]).map(job => job.jobId));
    }
    expect([ids, pages]).toEqual([['a', 'b', 'c'], 2]);
    const none = await sdk.jobs.createQuery('scheduleUpdateTwin', 'finished').next();
    expect(none.result).toEqual([]);
  });

  it('has one job at a time on S1, those that wait included', async () => {
    const { sdk, rest } = await hubWithDevices(0, { faults: { tier: 'S1' } });
    await sdk.jobs.scheduleTwinUpdate('first', '*', { tags: { a: 1 } }, later(), 60);
    const body = { type: 'scheduleUpdateTwin', queryCondition: '*', updateTwin: {} };
    const answer = await rest('PUT', '/jobs/v2/second', { body });
    expect([answer.status, answer.code]).toEqual([429, 'ThrottlingMaxActiveJobCountExceeded']);
    await sdk.jobs.cancelJob('first');
    expect((await rest('PUT', '/jobs/v2/second', { body })).status).toBe(200);
  });

  it('forgets jobs 30 days after their end, and no sooner', async () => {
    const { hub, rest } = await hubWithDevices(1);
    const { name, primaryKey } = hub.policies.find(policy => policy.name === 'iothubowner')!;
    const far = signSas({ resource: hub.hostName, expiry: 4102444800, key: primaryKey, policy: name });
    const ask = (method: string, path: string, body?: object) =>
      rest(method, path, { headers: { Authorization: far }, ...(body && { body }) });
    const make = (id: string) =>
      ask('PUT', `/jobs/v2/${id}`, { type: 'scheduleUpdateTwin', queryCondition: '*', updateTwin: { tags: { id } } });
    const statusOf = async (id: string) => ((await ask('GET', `/jobs/v2/${id}`)).body as Job).status;
    const completed = (id: string) => vi.waitFor(async () => expect(await statusOf(id)).toBe('completed'));
    const pass = (days: number) =>
      ask('POST', '/$twin-tui/control', { action: 'clock', advance: days * 24 * 3_600_000 });
    await make('old');
    await completed('old');
    await pass(29);
    await make('middle');
    await completed('middle');
    expect(await statusOf('old')).toBe('completed');
    await pass(2);
    await make('new');
    await completed('new');
    await vi.waitFor(async () => expect(await statusOf('old')).toBe('unknown'));
    const { body } = await ask('GET', '/jobs/v2/query');
    expect((body as { jobId: string }[]).map(({ jobId }) => jobId)).toEqual(['middle', 'new']);
  });
});
