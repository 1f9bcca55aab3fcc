import { expect, it, onTestFinished } from 'vitest';
import { JobList } from '../../src/clients/job-list.ts';
import type { JobDocument } from '../../src/clients/service/job-calls.ts';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';
import { until } from '../helpers/until.ts';

const content = { deviceContent: { 'properties.desired.mode': 'eco' } };
const patch = { properties: { desired: { interval: 5 } } };

it('jobs come newest first with how far they are, and configurations by priority', async () => {
  const connection = connectTo(await startTestHub());
  const { service } = connection;
  await service.identities.create({ deviceId: 'dev1' });
  await service.configurations.put('weak', { content, targetCondition: '', priority: 1 });
  await service.configurations.put('strong', { content, targetCondition: '*', priority: 9 });
  await service.jobs.schedule({ jobId: 'first', condition: '*', work: { kind: 'update-twin', patch } });
  const list = new JobList({ service, onChange: listener => connection.onAnyChange(listener)! });
  onTestFinished(list.follow());
  await until(list, ({ jobs: [newest] }) => newest?.status === 'completed');
  const { jobs, configurations, status } = list.getSnapshot();
  expect(status).toBe('complete');
  expect(jobs[0]).toMatchObject({ jobId: 'first', deviceJobStatistics: { deviceCount: 1, succeededCount: 1 } });
  expect(configurations.map(({ id }) => id)).toEqual(['strong', 'weak']);
});

it('a job that waits is cancelled, and the list says so', async () => {
  const { service } = connectTo(await startTestHub());
  const startAt = Date.now() + 3_600_000;
  await service.jobs.schedule({ jobId: 'later', condition: '*', startAt, work: { kind: 'update-twin', patch } });
  const list = new JobList({ service });
  await list.cancel('later');
  expect(list.getSnapshot().jobs[0]).toMatchObject({ jobId: 'later', status: 'cancelled' });
});

it.each([
  { status: 'running', most: 16 },
  { status: 'queued', most: 7 },
  { status: 'completed', most: 3 },
])('polling a hub whose job is $status takes at most $most reads a minute of the 100 that it gives', async ({
  status,
  most,
}) => {
  const timers = new ManualTimers();
  let reads = 0;
  const list = async (): Promise<readonly JobDocument[]> => {
    reads++;
    return [{ jobId: 'j', status }];
  };
  const service = { jobs: { list }, configurations: { list: async () => [] } } as never;
  const stop = new JobList({ service, timers }).follow();
  for (let second = 0; second < 60; second++) {
    await new Promise(setImmediate);
    timers.advance(1_000);
  }
  expect(reads).toBeGreaterThan(1);
  expect(reads).toBeLessThanOrEqual(most);
  stop();
  expect(timers.waiting).toBe(0);
});
