import { splitGraphemes } from '../../lib/text.ts';
import { parseBulkAct } from '../edit/bulk-act.ts';
import { editField, fieldText, moveTo, replaceRange, type TextField } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { NewJob, Overlay, ScreenState, ShownProblem } from '../state.ts';
import type { Effect, Update } from './effect.ts';
import { allJobs } from './jobs-keys.ts';

type CreateJob = Extract<Overlay, { kind: 'create-job' }>;

/** What is to be done to which devices; those are counted before anything is sent. */
export function createJobKey(state: ScreenState, overlay: CreateJob, key: Key): Update {
  const { field } = overlay;
  switch (actOf('create-job', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: allJobs } };
    case 'confirm': {
      const result = parseBulkAct(fieldText(field));
      if (result.kind === 'wrong') {
        const { message, hint, offset } = result;
        return {
          state: { ...state, overlay: { ...overlay, field: at(field, offset), problem: { message, hint, offset } } },
        };
      }
      const { act } = result;
      const uncounted = { count: undefined, jobId: undefined, sending: true, problem: undefined };
      const asked: NewJob = { kind: 'confirm-job', act, field, ...uncounted };
      return { state: { ...state, overlay: asked }, effect: { kind: 'count-job', act } };
    }
    case 'take-fix':
      return { state: { ...state, overlay: fixed(overlay) } };
    default: {
      const edited = editField(field, key);
      if (edited === undefined) return { state };
      return { state: { ...state, overlay: { ...overlay, field: edited, problem: undefined } } };
    }
  }
}

/** The cursor where it is wrong, and with it the mark below the line. */
function at(field: TextField, offset: number | undefined): TextField {
  return offset === undefined ? field : moveTo(field, splitGraphemes(fieldText(field).slice(0, offset)).length);
}

function fixed(overlay: CreateJob): CreateJob {
  const result = parseBulkAct(fieldText(overlay.field));
  if (result.kind !== 'wrong' || result.fix === undefined) return overlay;
  const { span, replacement } = result.fix;
  return { ...overlay, field: replaceRange(overlay.field, span, replacement), problem: undefined };
}

const leftWhileSending: ShownProblem = {
  message: 'left while it was being scheduled: it may begin all the same',
  hint: 'B lists the jobs; look there before you schedule it again.',
};

/** Nothing is scheduled before the number of devices is known, and nothing twice. */
export function confirmJobKey(state: ScreenState, overlay: NewJob, { name }: Key): Update {
  const { act, jobId, field, sending } = overlay;
  switch (actOf('confirm-job', name)) {
    case 'confirm': {
      if (sending) return { state };
      const sent = { ...overlay, sending: true, problem: undefined };
      const effect: Effect = jobId === undefined ? { kind: 'count-job', act } : { kind: 'schedule-job', act, jobId };
      return { state: { ...state, overlay: sent }, effect };
    }
    case 'cancel': {
      const problem = sending && jobId !== undefined ? leftWhileSending : undefined;
      return { state: { ...state, overlay: { kind: 'create-job', field, problem } } };
    }
    default:
      return { state };
  }
}
