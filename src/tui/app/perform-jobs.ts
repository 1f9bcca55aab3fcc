import { randomUUID } from 'node:crypto';
import type { BulkAct } from '../edit/bulk-act.ts';
import type { Overlay } from '../state.ts';
import type { Effect } from '../update/effect.ts';
import { allJobs } from '../update/jobs-keys.ts';
import { type Ends, problemOf } from './ends.ts';

export type JobsEffect = Extract<Effect, { kind: 'reload-jobs' | 'cancel-job' | 'count-job' | 'schedule-job' }>;

/** Acts of the list of jobs and configurations. */
export async function performJobs(effect: JobsEffect, ends: Ends): Promise<void> {
  switch (effect.kind) {
    case 'reload-jobs':
      return ends.jobs.reload();
    case 'count-job':
      return countJob(ends, effect.act);
    case 'schedule-job':
      return scheduleJob(ends, effect.act);
    case 'cancel-job':
      return cancelJob(ends, effect.jobId);
  }
}

async function countJob(ends: Ends, act: BulkAct): Promise<void> {
  try {
    const count = await ends.connection.service.countDevices(act.condition);
    inDialog(ends, 'confirm-job', asked => (asked.act === act ? { ...asked, count, problem: undefined } : asked));
  } catch (error) {
    const problem = problemOf(error, 'Enter counts again.');
    inDialog(ends, 'confirm-job', asked => ({ ...asked, problem }));
  }
}

async function scheduleJob(ends: Ends, { work, condition }: BulkAct): Promise<void> {
  const jobId = `screen-${randomUUID().slice(0, 8)}`;
  try {
    await ends.connection.service.jobs.schedule({ jobId, condition, work });
    toList(ends, `${jobId} is scheduled`);
    await ends.jobs.reload();
  } catch (error) {
    const problem = problemOf(error, 'Nothing was scheduled; Enter tries again.');
    inDialog(ends, 'confirm-job', asked => ({ ...asked, problem }));
  }
}

async function cancelJob(ends: Ends, jobId: string): Promise<void> {
  try {
    await ends.jobs.cancel(jobId);
    toList(ends, `${jobId} is cancelled`);
  } catch (error) {
    const problem = problemOf(error, 'A hub cancels only jobs that have not begun.');
    inDialog(ends, 'cancel-job', asked => ({ ...asked, problem }));
  }
}

function toList(ends: Ends, text: string): void {
  ends.update(state => ({ ...state, overlay: allJobs, notice: { tone: 'good', text } }));
}

type Dialog<K extends Overlay['kind']> = Extract<Overlay, { kind: K }>;

/** Unless it was left meanwhile. */
function inDialog<K extends Overlay['kind']>(ends: Ends, kind: K, change: (open: Dialog<K>) => Dialog<K>): void {
  ends.update(state => {
    const { overlay } = state;
    return overlay?.kind === kind ? { ...state, overlay: change(overlay as Dialog<K>) } : state;
  });
}
