import { describe, expect, it } from 'vitest';
import { type JobListState, unreadJobList } from '../../../src/clients/job-list.ts';
import type { JobDocument } from '../../../src/clients/service/job-calls.ts';
import { cancelJobDialog } from '../../../src/tui/dialogs/cancel-job-dialog.ts';
import { jobsDialog } from '../../../src/tui/dialogs/jobs-dialog.ts';
import type { ScreenState } from '../../../src/tui/state.ts';
import { allJobs } from '../../../src/tui/update/jobs-keys.ts';
import { keyContext, pressIn } from '../../helpers/key-context.ts';
import { keyStates } from '../../helpers/key-states.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon } from '../../helpers/screen-props.ts';

const job: JobDocument = {
  jobId: 'fleet-1.1',
  type: 'scheduleUpdateTwin',
  status: 'running',
  queryCondition: "tags.plant = 'Redmond43'",
  createdTime: new Date(noon - 90_000).toISOString(),
  deviceJobStatistics: { deviceCount: 10, failedCount: 2, succeededCount: 4, runningCount: 1, pendingCount: 3 },
};
const list: JobListState = {
  status: 'complete',
  at: noon - 3_000,
  error: undefined,
  jobs: [job, { jobId: 'later', type: 'scheduleDeviceMethod', status: 'queued' }],
  configurations: [
    {
      id: 'interval-5',
      etag: 'MQ==',
      priority: 10,
      targetCondition: '*',
      content: { deviceContent: { 'properties.desired.interval': 5 } },
      systemMetrics: { results: { targetedCount: 8, appliedCount: 6 } },
      metrics: { results: { reached: 3 } },
    },
  ],
};
const shown = (change: Partial<typeof allJobs> = {}, state: JobListState = list) => {
  const { rows } = jobsDialog({ ...allJobs, ...change }, state, noon, { width: 116, height: 20 });
  return rows.map(rowText);
};

describe('jobs and configurations', () => {
  it('a job shows its state, how many devices are done, and how many failed', () => {
    expect(shown()[2]).toMatch(/^fleet-1\.1 +twins +running +██████░░░░ 6 of 10 +2 failed +1 min$/);
    expect(shown()[3]).toMatch(/^later +method +queued +░{10} 0 of 0/);
  });
  it('the one under the cursor opens with its condition and times', () => {
    const rows = shown({ isOpen: true }).join('\n');
    expect(rows).toContain("tags.plant = 'Redmond43'");
    expect(rows).toContain('created     2026-11-23T12:03:01');
  });
  it('the details of a job say what it does on each device', () => {
    const updateTwin = { etag: '*', properties: { desired: { interval: 5 } } };
    const patching = shown({ isOpen: true }, { ...list, jobs: [{ ...job, updateTwin }] }).join('\n');
    expect(patching).toContain('patch       {"properties":{"desired":{"interval":5}}}');
    const cloudToDeviceMethod = { methodName: 'setInterval', payload: 5, responseTimeoutInSeconds: 30 };
    const calling = shown({ isOpen: true }, { ...list, jobs: [{ ...job, cloudToDeviceMethod }] }).join('\n');
    expect(calling).toContain('calls       setInterval 5');
  });
  it.each([
    ['a', 'twin-tui configuration create'],
    ['x', 'twin-tui configuration delete'],
  ])('%s among the configurations makes no job, and says what there is for it', (key, command) => {
    const over: ScreenState = { ...keyStates.jobs, overlay: { ...allJobs, tab: 'configurations' } };
    const { state } = pressIn(keyContext, over, key);
    expect(state.overlay).toEqual(over.overlay);
    expect(state.notice).toMatchObject({ text: expect.stringContaining(command), hint: 'Tab goes to the jobs.' });
  });
  it('a configuration shows how many of its devices have it; open, what it writes and measures', () => {
    const rows = shown({ tab: 'configurations', isOpen: true });
    expect(rows[2]).toMatch(/^interval-5 +priority 10 +███████░░░ 6 of 8 +applied +\*/);
    expect(rows.join('\n')).toContain('"properties.desired.interval":5');
    expect(rows.join('\n')).toContain('reached 3');
  });
  it('a hub that has null for what is not there yet, or counts backwards, is taken as it is', () => {
    const bare = {
      jobId: 'bare',
      type: null,
      status: null,
      createdTime: null,
      failureReason: null,
    } as never as JobDocument;
    const statistics = { ...job.deviceJobStatistics!, failedCount: -5, succeededCount: 0 };
    const jobs = [
      { ...bare, deviceJobStatistics: null as never },
      { ...job, deviceJobStatistics: statistics },
    ];
    const rows = shown({ isOpen: true }, { ...list, jobs });
    expect(rows[2]).toMatch(/^bare +░{10} 0 of 0/);
    expect(rows.join('\n')).toMatch(/░{10} -5 of 10/);
  });
  it('what was not read yet, what is empty and what could not be read are told apart', () => {
    expect(shown({}, unreadJobList).join()).toContain('reading…');
    expect(shown({}, { ...list, jobs: [] }).join()).toContain('no jobs');
    const failed = { ...list, status: 'failed' as const, error: { message: 'the hub is gone' } as never };
    expect(shown({}, failed).join()).toContain('✗ the hub is gone');
  });
});

describe('cancelling a job', () => {
  it('tells how many devices it is about before it is done', () => {
    const rows = cancelJobDialog({ kind: 'cancel-job', job, sending: false, problem: undefined })
      .rows.map(rowText)
      .join('\n');
    expect(rows).toContain('6 of 10 devices are done; 3 that have not begun are left as they are.');
  });
  it('is asked first: x alone cancels nothing', () => {
    const asked = pressIn(keyContext, keyStates.jobs, 'x');
    expect(asked.effect).toBeUndefined();
    expect(asked.state.overlay).toMatchObject({ kind: 'cancel-job', job: { jobId: 'j2' } });
    expect(pressIn(keyContext, asked.state, 'enter').effect).toEqual({ kind: 'cancel-job', jobId: 'j2' });
    expect(pressIn(keyContext, asked.state, 'esc').state.overlay).toEqual(allJobs);
  });
  it('of configurations there is nothing to cancel', () => {
    const state: ScreenState = { ...keyStates.jobs, overlay: { ...allJobs, tab: 'configurations' } };
    expect(pressIn(keyContext, state, 'x').state.overlay?.kind).toBe('jobs');
  });
});
