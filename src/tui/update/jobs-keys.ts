import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import { emptyField, type Overlay, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

type Jobs = Extract<Overlay, { kind: 'jobs' }>;
type CancelJob = Extract<Overlay, { kind: 'cancel-job' }>;

/** The list as it opens. */
export const allJobs: Jobs = { kind: 'jobs', tab: 'jobs', index: 0, isOpen: false };

export function jobsKey(state: ScreenState, overlay: Jobs, { name }: Key, { jobs: list }: KeyContext): Update {
  const { tab, index } = overlay;
  const count = tab === 'jobs' ? list.jobs.length : list.configurations.length;
  const at = (to: number) => ({ ...overlay, index: Math.min(Math.max(0, count - 1), Math.max(0, to)) });
  switch (actOf('jobs', name)) {
    case 'up':
      return { state: { ...state, overlay: at(index - 1) } };
    case 'down':
      return { state: { ...state, overlay: at(index + 1) } };
    case 'unfold':
      return { state: { ...state, overlay: { ...overlay, isOpen: !overlay.isOpen } } };
    case 'other-tab':
      return {
        state: { ...state, overlay: { ...overlay, tab: tab === 'jobs' ? 'configurations' : 'jobs', index: 0 } },
      };
    case 'create-job':
      return {
        state: { ...state, notice: undefined, overlay: { kind: 'create-job', field: emptyField, problem: undefined } },
      };
    case 'cancel-job': {
      const job = tab === 'jobs' ? list.jobs[index] : undefined;
      if (job === undefined) return { state };
      return { state: { ...state, notice: undefined, overlay: { kind: 'cancel-job', job, problem: undefined } } };
    }
    case 'reload':
      return { state, effect: { kind: 'reload-jobs' } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}

/** A job is over many devices: its end is confirmed. */
export function cancelJobKey(state: ScreenState, { job }: CancelJob, { name }: Key): Update {
  switch (actOf('cancel-job', name)) {
    case 'confirm':
      return { state, effect: { kind: 'cancel-job', jobId: job.jobId } };
    case 'cancel':
      return { state: { ...state, overlay: allJobs } };
    default:
      return { state };
  }
}
