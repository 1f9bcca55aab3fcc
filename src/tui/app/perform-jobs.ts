import type { Effect } from '../update/effect.ts';
import { allJobs } from '../update/jobs-keys.ts';
import { type Ends, problemOf } from './ends.ts';

export type JobsEffect = Extract<Effect, { kind: 'reload-jobs' | 'cancel-job' }>;

/** Acts of the list of jobs and configurations. */
export async function performJobs(effect: JobsEffect, ends: Ends): Promise<void> {
  if (effect.kind === 'reload-jobs') return ends.jobs.reload();
  const { jobId } = effect;
  try {
    await ends.jobs.cancel(jobId);
    const notice = { tone: 'good' as const, text: `${jobId} is cancelled` };
    ends.update(state => ({ ...state, overlay: allJobs, notice }));
  } catch (error) {
    const problem = problemOf(error, 'A hub cancels only jobs that have not begun.');
    ends.update(state => {
      const { overlay } = state;
      return overlay?.kind === 'cancel-job' ? { ...state, overlay: { ...overlay, problem } } : state;
    });
  }
}
