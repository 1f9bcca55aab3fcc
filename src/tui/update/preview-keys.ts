import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Preview, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';

/** Shows a change before it is sent. */
export function previewed(
  state: ScreenState,
  preview: Pick<Preview, 'title' | 'change' | 'base' | 'origin'>,
): { readonly state: ScreenState } {
  const overlay: Preview = { kind: 'preview', theirs: undefined, sending: false, problem: undefined, ...preview };
  return { state: { ...state, notice: undefined, overlay } };
}

export function previewKey(state: ScreenState, preview: Preview, key: Key): Update {
  if (preview.sending) return { state };
  switch (actOf('preview', key.name)) {
    case 'send': {
      // After a conflict the change is sent for the twin that has been shown beside it since.
      const base = preview.theirs ?? preview.base;
      const sent: Preview = { ...preview, base, theirs: undefined, sending: true, problem: undefined };
      return { state: { ...state, overlay: sent }, effect: { kind: 'send-change', preview: sent } };
    }
    case 'back':
      return backTo(state, preview);
    default:
      return { state };
  }
}

function backTo(state: ScreenState, { origin }: Preview): Update {
  switch (origin.kind) {
    case 'field':
      return { state: { ...state, overlay: { kind: 'edit', field: origin.field, problem: undefined } } };
    case 'editor': {
      const problem = { message: 'the edit was not sent', hint: 'Enter opens it in the editor again, Esc drops it.' };
      return { state: { ...state, overlay: { kind: 'editor-problem', job: origin.job, problem } } };
    }
    case 'undo':
    case 'restore':
      return { state: { ...state, overlay: undefined } };
  }
}
