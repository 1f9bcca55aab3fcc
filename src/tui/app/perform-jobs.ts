import { randomUUID } from 'node:crypto';
import type { BulkAct } from '../edit/bulk-act.ts';
import type { NewJob, Overlay } from '../state.ts';
import type { Effect } from '../update/effect.ts';
import { allJobs } from '../update/jobs-keys.ts';
import { type Ends, notify, problemOf } from './ends.ts';
import { inDialog } from './in-dialog.ts';

export type JobsEffect = Extract<Effect, { kind: 'reload-jobs' | 'cancel-job' | 'count-job' | 'schedule-job' }>;

/** Acts of the list of jobs and configurations. */
export async function performJobs(effect: JobsEffect, ends: Ends): Promise<void> {
  switch (effect.kind) {
    case 'reload-jobs':
      return ends.jobs.reload();
    case 'count-job':
      return countJob(ends, effect.act);
    case 'schedule-job':
      return scheduleJob(ends, effect.act, effect.jobId);
    case 'cancel-job':
      return cancelJob(ends, effect.jobId);
  }
}

async function countJob(ends: Ends, act: BulkAct): Promise<void> {
  try {
    const count = await ends.connection.service.countDevices(act.condition);
    const jobId = `screen-${randomUUID().slice(0, 8)}`;
    inDialog(ends, isAsked(act), asked => ({ ...asked, count, jobId, sending: false, problem: undefined }));
  } catch (error) {
    const problem = problemOf(error, 'Enter counts again.');
    inDialog(ends, isAsked(act), asked => ({ ...asked, sending: false, problem }));
  }
}

async function scheduleJob(ends: Ends, act: BulkAct, jobId: string): Promise<void> {
  const { work, condition } = act;
  try {
    await ends.connection.service.jobs.schedule({ jobId, condition, work });
  } catch (error) {
    const problem = problemOf(error, 'Nothing was scheduled; Enter tries again.');
    const isShown = inDialog(ends, isAsked(act), asked => ({ ...asked, sending: false, problem }));
    if (!isShown) notify(ends, { tone: 'bad', text: `not scheduled: ${problem.message}`, hint: problem.hint });
    return;
  }
  inDialog(ends, isAsked(act), () => allJobs);
  notify(ends, { tone: 'good', text: `${jobId} is scheduled`, hint: 'B lists the jobs' });
  await ends.jobs.reload();
}

async function cancelJob(ends: Ends, jobId: string): Promise<void> {
  const isSent = (overlay: Overlay): overlay is CancelJob =>
    overlay.kind === 'cancel-job' && overlay.sending && overlay.job.jobId === jobId;
  try {
    await ends.jobs.cancel(jobId);
  } catch (error) {
    const problem = problemOf(error, 'A hub cancels only jobs that have not begun.');
    const isShown = inDialog(ends, isSent, asked => ({ ...asked, sending: false, problem }));
    if (!isShown) notify(ends, { tone: 'bad', text: `not cancelled: ${problem.message}`, hint: problem.hint });
    return;
  }
  inDialog(ends, isSent, () => allJobs);
  notify(ends, { tone: 'good', text: `${jobId} is cancelled` });
}

type CancelJob = Extract<Overlay, { kind: 'cancel-job' }>;

/** Finds the question by its act, of which each question has an object of its own. */
function isAsked(act: BulkAct) {
  return (overlay: Overlay): overlay is NewJob => overlay.kind === 'confirm-job' && overlay.act === act;
}
