import { parseBulkAct } from '../edit/bulk-act.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { NewJob, Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
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
      if (result.kind === 'wrong') return { state: { ...state, overlay: { ...overlay, problem: result } } };
      const { act } = result;
      const asked: NewJob = { kind: 'confirm-job', act, count: undefined, field, problem: undefined };
      return { state: { ...state, overlay: asked }, effect: { kind: 'count-job', act } };
    }
    default: {
      const edited = editField(field, key);
      if (edited === undefined) return { state };
      return { state: { ...state, overlay: { ...overlay, field: edited, problem: undefined } } };
    }
  }
}

/** Nothing is scheduled before the number of devices is known. */
export function confirmJobKey(state: ScreenState, { act, count, field }: NewJob, { name }: Key): Update {
  switch (actOf('confirm-job', name)) {
    case 'confirm':
      return { state, effect: { kind: count === undefined ? 'count-job' : 'schedule-job', act } };
    case 'cancel':
      return { state: { ...state, overlay: { kind: 'create-job', field, problem: undefined } } };
    default:
      return { state };
  }
}
