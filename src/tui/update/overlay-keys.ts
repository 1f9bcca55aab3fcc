import { parseAssignment } from '../edit/assignment.ts';
import { refusalOf } from '../edit/check-assignment.ts';
import { editField, fieldText, insertText } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** What lies over the panes takes every key. */
export function overlayKey(state: ScreenState, overlay: Overlay, key: Key, context: KeyContext): Update {
  switch (overlay.kind) {
    case 'help':
      return { state: { ...state, overlay: undefined } };
    case 'edit':
      return editKey(state, overlay, key, context);
    case 'preview':
      return previewKey(state, overlay, key);
  }
}

export function pasteIntoEdit(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'edit' }>,
  text: string,
): ScreenState {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  return { ...state, overlay: { ...overlay, field: insertText(overlay.field, line), problem: undefined } };
}

function editKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'edit' }>,
  key: Key,
  { twin }: KeyContext,
): Update {
  const act = actOf('edit', key.name);
  if (act === 'cancel') return { state: { ...state, overlay: undefined } };
  if (act !== 'confirm') {
    const field = editField(overlay.field, key);
    return { state: field === undefined ? state : { ...state, overlay: { ...overlay, field, problem: undefined } } };
  }
  const result = parseAssignment(fieldText(overlay.field));
  if (result.kind === 'wrong') return { state: { ...state, overlay: { ...overlay, problem: result } } };
  const { assignment } = result;
  const refusal = twin && refusalOf(twin, assignment);
  if (refusal !== undefined)
    return {
      state: { ...state, overlay: { ...overlay, problem: { message: refusal, hint: 'The hub would refuse it.' } } },
    };
  return {
    state: {
      ...state,
      overlay: { kind: 'preview', field: overlay.field, assignment, sending: false, problem: undefined },
    },
  };
}

function previewKey(state: ScreenState, overlay: Extract<Overlay, { kind: 'preview' }>, key: Key): Update {
  if (overlay.sending) return { state };
  switch (actOf('preview', key.name)) {
    case 'send':
      return {
        state: { ...state, overlay: { ...overlay, sending: true, problem: undefined } },
        effect: { kind: 'send-patch', assignment: overlay.assignment },
      };
    case 'back':
      return { state: { ...state, overlay: { kind: 'edit', field: overlay.field, problem: undefined } } };
    default:
      return { state };
  }
}
