import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import { emptyField, type Overlay, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { atTop, cursorAt, movedBy } from './list-cursor.ts';

type Jobs = Extract<Overlay, { kind: 'jobs' }>;
type CancelJob = Extract<Overlay, { kind: 'cancel-job' }>;

/** The list as it opens. */
export const allJobs: Jobs = { kind: 'jobs', tab: 'jobs', cursor: atTop, isOpen: false };

export function jobsKey(state: ScreenState, overlay: Jobs, { name }: Key, { jobs: list }: KeyContext): Update {
  const { tab, cursor } = overlay;
  const ids = tab === 'jobs' ? list.jobs.map(({ jobId }) => jobId) : list.configurations.map(({ id }) => id);
  const moved = (by: number): Update => ({
    state: { ...state, overlay: { ...overlay, cursor: movedBy(ids, cursor, by) } },
  });
  switch (actOf('jobs', name)) {
    case 'up':
      return moved(-1);
    case 'down':
      return moved(1);
    case 'unfold':
      return { state: { ...state, overlay: { ...overlay, cursor: movedBy(ids, cursor, 0), isOpen: !overlay.isOpen } } };
    case 'other-tab':
      return {
        state: { ...state, overlay: { ...overlay, tab: tab === 'jobs' ? 'configurations' : 'jobs', cursor: atTop } },
      };
    case 'create-job':
      if (tab === 'configurations') return { state: { ...state, notice: elsewhere('made', 'create') } };
      return {
        state: { ...state, notice: undefined, overlay: { kind: 'create-job', field: emptyField, problem: undefined } },
      };
    case 'cancel-job': {
      if (tab === 'configurations') return { state: { ...state, notice: elsewhere('deleted', 'delete') } };
      const job = list.jobs[cursorAt(ids, cursor)];
      if (job === undefined) return { state };
      // As the hub has it, told before anything is asked.
      if (job.status !== 'queued' && job.status !== 'scheduled') return { state: { ...state, notice: begun(job) } };
      const asked: CancelJob = { kind: 'cancel-job', job, sending: false, problem: undefined };
      return { state: { ...state, notice: undefined, overlay: asked } };
    }
    case 'reload':
      return { state, effect: { kind: 'reload-jobs' } };
    case 'close':
      return { state: { ...state, overlay: undefined } };
    default:
      return { state };
  }
}

/** The screen shows configurations, and changes none. */
function elsewhere(done: string, command: string): ScreenState['notice'] {
  const text = `configurations are ${done} with: twin-tui configuration ${command}`;
  return { tone: 'warn', text, hint: 'Tab goes to the jobs.' };
}

function begun({ jobId, status }: CancelJob['job']): ScreenState['notice'] {
  return { tone: 'warn', text: `${jobId} is ${status}`, hint: 'Only jobs that have not begun can be cancelled.' };
}

/** A job is over many devices: its end is confirmed. */
export function cancelJobKey(state: ScreenState, overlay: CancelJob, { name }: Key): Update {
  switch (actOf('cancel-job', name)) {
    case 'confirm':
      if (overlay.sending) return { state };
      return {
        state: { ...state, overlay: { ...overlay, sending: true, problem: undefined } },
        effect: { kind: 'cancel-job', jobId: overlay.job.jobId },
      };
    case 'cancel':
      return { state: { ...state, overlay: allJobs } };
    default:
      return { state };
  }
}
