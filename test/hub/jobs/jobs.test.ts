import { afterEach, describe, expect, it } from 'vitest';
import type { HubCore, MethodCalls } from '../../../src/hub/context.ts';
import { HubClock } from '../../../src/hub/faults/hub-clock.ts';
import { HubFaults } from '../../../src/hub/faults/hub-faults.ts';
import { Feed } from '../../../src/hub/feed.ts';
import { HubError } from '../../../src/hub/hub-error.ts';
import { JobStore } from '../../../src/hub/jobs/job-store.ts';
import { Jobs } from '../../../src/hub/jobs/jobs.ts';
import type { Change, HubState } from '../../../src/hub/state/hub-state.ts';
import { noActivity } from '../../../src/hub/state/identity.ts';
import { MemoryState } from '../../../src/hub/state/memory-state.ts';
import { TwinWriter } from '../../../src/hub/twins/twin-writer.ts';
import { toBareObject } from '../../../src/lib/json.ts';
import { createTwin } from '../../../src/twin/twin.ts';
import { ManualTimers } from '../../helpers/manual-timers.ts';

const noon = Date.parse('2026-05-01T12:00:00Z');
const open: Jobs[] = [];
afterEach(() => {
  for (const jobs of open.splice(0)) jobs.close();
});

/** A hub's jobs over a state, as a process that starts finds it. Methods are answered by `invoke`. */
function jobsOver(state: HubState, invoke: MethodCalls['invoke'] = never) {
  const system = new ManualTimers(noon);
  const clock = new HubClock(undefined, system);
  const feed = new Feed(() => clock.now());
  const core: HubCore = {
    hostNames: ['localhost'],
    clock,
    random: length => Buffer.alloc(length),
    state,
    feed,
    twins: new TwinWriter(state, clock, feed),
    connections: {
      activity: () => noActivity,
      touch() {},
      connectedCount: 0,
      connectedDeviceCount: 0,
      drop() {},
      dropAll() {},
    },
    methods: { invoke },
    queries: {
      run: () => Promise.reject(new Error('jobs select')),
      select: async () => [...state.entries('twin')].map(([key]) => key),
    },
    faults: new HubFaults({}, system),
  };
  const store = new JobStore(state);
  const jobs = new Jobs(core, store, clock, system);
  open.push(jobs);
  jobs.start();
  const rows = () => [...store.rows()].map(row => JSON.parse(JSON.stringify(row)));
  /** Lets what is due and what follows from it happen. */
  const settle = async (milliseconds = 0) => {
    system.advance(milliseconds);
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
      system.advance(0);
    }
  };
  return { jobs, rows, settle, system, clock };
}

const never: MethodCalls['invoke'] = () => new Promise(() => {});

async function stateWith(count: number, isBroken?: () => boolean): Promise<MemoryState> {
  return withDevices(new MemoryState(isBroken), count);
}

async function withDevices<State extends MemoryState>(state: State, count: number): Promise<State> {
  const twin = createTwin('2026-01-01T00:00:00.0000000Z');
  for (let device = 0; device < count; device++) {
    const key = `d${device}`;
    const identity = { deviceId: key } as never;
    await state.commit([
      { kind: 'twin', key, value: twin },
      { kind: 'identity', key, value: identity },
    ]);
  }
  return state;
}

const twinJob = toBareObject({ type: 'scheduleUpdateTwin', queryCondition: '*', updateTwin: { tags: { a: 1 } } });
const methodJob = toBareObject({
  type: 'scheduleDeviceMethod',
  queryCondition: '*',
  cloudToDeviceMethod: { methodName: 'm' },
});
const status = async (jobs: Jobs, id: string) => (await jobs.get(id)).status;

describe('a job', () => {
  it('goes from queued over scheduled to completed', async () => {
    const { jobs, settle, rows } = jobsOver(await stateWith(2));
    expect((await jobs.create('j', twinJob)).status).toBe('queued');
    await settle();
    const done = await jobs.get('j');
    expect(done).toMatchObject({ status: 'completed', endTime: '2026-05-01T12:00:00.0000000Z' });
    expect(done.deviceJobStatistics).toEqual({
      deviceCount: 2,
      failedCount: 0,
      succeededCount: 2,
      runningCount: 0,
      pendingCount: 0,
    });
    expect(rows()[0]).toEqual({
      deviceId: 'd0',
      jobId: 'j',
      jobType: 'scheduleUpdateTwin',
      status: 'completed',
      startTimeUtc: '2026-05-01T12:00:00.0000000Z',
      endTimeUtc: '2026-05-01T12:00:00.0000000Z',
      createdDateTimeUtc: '2026-05-01T12:00:00.0000000Z',
      lastUpdatedDateTimeUtc: '2026-05-01T12:00:00.0000000Z',
      outcome: { deviceMethodResponse: null },
    });
  });

  it('waits for its start and can be cancelled until then', async () => {
    const { jobs, settle } = jobsOver(await stateWith(1));
    const later = { ...twinJob, startTime: '2026-05-01T13:00:00Z' };
    await jobs.create('a', later);
    await jobs.create('b', later);
    await settle(3_599_999);
    expect([await status(jobs, 'a'), await status(jobs, 'b')]).toEqual(['scheduled', 'scheduled']);
    expect((await jobs.cancel('b')).status).toBe('cancelled');
    await settle(1);
    expect([await status(jobs, 'a'), await status(jobs, 'b')]).toEqual(['completed', 'cancelled']);
    await expect(jobs.cancel('a')).rejects.toMatchObject({ status: 405, code: 'OperationNotAllowedInCurrentState' });
  });

  it('that was acknowledged is scheduled and run once the disk takes it again', async () => {
    const disk = { isBroken: false };
    const { jobs, settle } = jobsOver(await stateWith(1, () => disk.isBroken));
    await jobs.create('j', twinJob);
    disk.isBroken = true;
    await settle();
    expect(await status(jobs, 'j')).toBe('queued');
    disk.isBroken = false;
    await settle(5_000);
    expect(await status(jobs, 'j')).toBe('completed');
  });

  it('runs at its time when the disk refused its cancelling', async () => {
    const disk = { isBroken: false };
    const { jobs, settle } = jobsOver(await stateWith(1, () => disk.isBroken));
    await jobs.create('j', { ...twinJob, startTime: '2026-05-01T13:00:00Z' });
    await settle();
    disk.isBroken = true;
    await expect(jobs.cancel('j')).rejects.toMatchObject({ status: 500 });
    disk.isBroken = false;
    expect(await status(jobs, 'j')).toBe('scheduled');
    await settle(3_600_000);
    expect(await status(jobs, 'j')).toBe('completed');
  });

  it('is not found by the keys its results are kept under', async () => {
    const { jobs, settle } = jobsOver(await stateWith(1));
    await jobs.create('j', twinJob);
    await settle();
    expect(await status(jobs, 'j/0')).toBe('unknown');
    await expect(jobs.cancel('j/0')).rejects.toMatchObject({ status: 404, code: 'JobNotFound' });
  });

  it('tells how far it is while it runs, and fails what was not done in time', async () => {
    const answers: (() => void)[] = [];
    const invoke: MethodCalls['invoke'] = () =>
      new Promise(resolve => answers.push(() => resolve({ status: 200, payload: 'null' })));
    const { jobs, settle, rows } = jobsOver(await stateWith(100), invoke);
    await jobs.create('j', { ...methodJob, maxExecutionTimeInSeconds: 60 });
    await settle();
    expect(answers).toHaveLength(64);
    for (const answer of answers.splice(0, 10)) answer();
    await settle();
    expect((await jobs.get('j')).deviceJobStatistics).toMatchObject({ succeededCount: 10, deviceCount: 100 });
    await settle(60_000);
    expect(await jobs.get('j')).toMatchObject({
      status: 'failed',
      failureReason: 'not done within 60 seconds',
      deviceJobStatistics: { succeededCount: 10, failedCount: 90 },
    });
    expect(rows()[99]).toMatchObject({ deviceId: 'd99', status: 'failed', error: { code: 'RequestTimedOut' } });
  });

  it('completes although devices failed, each with its reason', async () => {
    const offline = () => Promise.reject(new HubError(404, 'DeviceNotOnline', 404103, 'offline'));
    const { jobs, settle, rows } = jobsOver(await stateWith(1), offline);
    await jobs.create('j', methodJob);
    await settle();
    expect(await jobs.get('j')).toMatchObject({ status: 'completed', deviceJobStatistics: { failedCount: 1 } });
    expect(rows()[0]).toMatchObject({ error: { code: 'DeviceNotOnline', description: 'offline' } });
  });
});

describe('jobs over a restart', () => {
  it('start when their hour has come', async () => {
    const state = await stateWith(1);
    const first = jobsOver(state);
    await first.jobs.create('j', { ...twinJob, startTime: '2026-05-01T12:00:10Z' });
    await first.settle();
    first.jobs.close();
    const second = jobsOver(state);
    expect(await status(second.jobs, 'j')).toBe('scheduled');
    await second.settle(10_000);
    expect(await status(second.jobs, 'j')).toBe('completed');
  });

  it('call no device twice: what was on its way has failed, what was not begun goes on', async () => {
    const state = await stateWith(100);
    const called: string[] = [];
    const first = jobsOver(state, key => {
      called.push(key);
      return never(key, {} as never);
    });
    await first.jobs.create('j', methodJob);
    await first.settle();
    first.jobs.close();
    const second = jobsOver(state, async key => {
      called.push(key);
      return { status: 200, payload: 'null' };
    });
    await second.settle();
    const { status: end, deviceJobStatistics } = await second.jobs.get('j');
    expect([end, deviceJobStatistics]).toEqual([
      'completed',
      { deviceCount: 100, failedCount: 64, succeededCount: 36, runningCount: 0, pendingCount: 0 },
    ]);
    expect(new Set(called).size).toBe(called.length);
    expect(second.rows()[0].error.description).toContain('its outcome is not known');
  });

  it('end writing twins that were left', async () => {
    const state = await stateWith(3);
    const running = { ...twinJob, jobId: 'j', status: 'running', createdTime: '', maxExecutionTimeInSeconds: 60 };
    const results = ['d0', 'd1', 'd2'].map(key => ({ key, status: 'pending', updated: '' }));
    const startTime = new Date(noon).toISOString();
    await state.commit([
      { kind: 'job', key: 'j', value: { ...running, startTime } },
      { kind: 'job', key: 'j/0', value: { results } },
    ]);
    const { jobs, settle } = jobsOver(state);
    await settle();
    expect(await jobs.get('j')).toMatchObject({ status: 'completed', deviceJobStatistics: { succeededCount: 3 } });
    expect(state.get('twin', 'd2')?.tags.a).toBe(1);
  });
});

type Refuses = (changes: readonly Change[]) => boolean;
const all: Refuses = () => true;
const nothing: Refuses = () => false;
/** How far a job that runs has come: its results, without the job. */
const progress: Refuses = changes => changes.every(({ kind, key }) => kind === 'job' && key.includes('/'));

/** A disk that can be made to refuse. */
class RefusingState extends MemoryState {
  refuses = nothing;
  override commit(changes: readonly Change[]): Promise<void> {
    if (this.refuses(changes)) return Promise.reject(new HubError(500, 'ServerError', 500001, 'the disk refused'));
    return super.commit(changes);
  }
}

describe('jobs on a disk that refuses', () => {
  it('are refused, and one that is due is taken up when the disk is well again', async () => {
    const state = new RefusingState();
    const twin = createTwin('2026-01-01T00:00:00.0000000Z');
    await state.commit([{ kind: 'twin', key: 'd0', value: twin }]);
    const { jobs, settle } = jobsOver(state);
    await jobs.create('j', { ...twinJob, startTime: '2026-05-01T12:00:10Z' });
    await settle();
    state.refuses = all;
    await expect(jobs.create('k', twinJob)).rejects.toMatchObject({ status: 500 });
    await settle(10_000);
    expect(await status(jobs, 'j')).toBe('scheduled');
    state.refuses = nothing;
    await settle(5_000);
    expect(await status(jobs, 'j')).toBe('completed');
  });

  it('are tried again after five seconds with more devices than are worked on at once', async () => {
    const state = await withDevices(new RefusingState(), 200);
    const { jobs, settle } = jobsOver(state);
    await jobs.create('j', twinJob);
    state.refuses = progress;
    await settle();
    expect(await status(jobs, 'j')).toBe('running');
    state.refuses = nothing;
    await settle(5_000);
    expect(await jobs.get('j')).toMatchObject({ status: 'completed', deviceJobStatistics: { succeededCount: 200 } });
  });

  it('are not tried again beside the calls of the try before', async () => {
    const state = await withDevices(new RefusingState(), 200);
    const called: string[] = [];
    const underWay: (() => void)[] = [];
    const { jobs, settle } = jobsOver(state, key => {
      called.push(key);
      return new Promise(resolve => underWay.push(() => resolve({ status: 200, payload: 'null' })));
    });
    await jobs.create('j', methodJob);
    await settle();
    state.refuses = progress;
    underWay.shift()!();
    await settle();
    state.refuses = nothing;
    await settle(5_000);
    expect([called.length, underWay.length]).toEqual([64, 63]);
    while (underWay.length > 0) {
      for (const answer of underWay.splice(0)) answer();
      await settle();
      await settle(5_000);
    }
    expect([called.length, new Set(called).size]).toEqual([200, 200]);
    expect(await status(jobs, 'j')).toBe('completed');
  });
});

describe('old jobs', () => {
  it('are forgotten 30 days after their end', async () => {
    const { jobs, settle, clock, rows } = jobsOver(await stateWith(1));
    await jobs.create('old', twinJob);
    await settle();
    clock.advance(30 * 24 * 3_600_000 + 1);
    await jobs.create('new', twinJob);
    await settle();
    expect((await jobs.get('old')).status).toBe('unknown');
    expect(rows().map(row => row.jobId)).toEqual(['new']);
  });
});
