import { parseAssignment, patchOf } from '../edit/assignment.ts';
import { editField, fieldText } from '../edit/text-field.ts';
import { contentOf, refusalOf, type TwinChange } from '../edit/twin-change.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Overlay, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { previewed } from './preview-keys.ts';

type Edit = Extract<Overlay, { kind: 'edit' }>;

/** `path = value` being typed. */
export function editKey(state: ScreenState, edit: Edit, key: Key, { twin }: KeyContext): Update {
  switch (actOf('edit', key.name)) {
    case 'cancel':
      return { state: { ...state, overlay: undefined } };
    case 'confirm':
      return confirmed(state, edit, twin);
    default: {
      const field = editField(edit.field, key);
      return { state: field === undefined ? state : { ...state, overlay: { ...edit, field, problem: undefined } } };
    }
  }
}

function confirmed(state: ScreenState, edit: Edit, twin: KeyContext['twin']): Update {
  const wrong = (message: string, hint: string) => ({
    state: { ...state, overlay: { ...edit, problem: { message, hint } } },
  });
  if (twin === undefined) return wrong('the twin was not read yet', 'Enter tries again.');
  const result = parseAssignment(fieldText(edit.field));
  if (result.kind === 'wrong') return wrong(result.message, result.hint);
  const { assignment } = result;
  const change: TwinChange = { kind: 'patch', content: contentOf(assignment.section, patchOf(assignment)) };
  const refusal = refusalOf(twin, change);
  if (refusal !== undefined) return wrong(refusal, 'The hub would refuse it.');
  return previewed(state, { title: 'The patch', change, base: twin, origin: { kind: 'field', field: edit.field } });
}

export function editorProblemKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'editor-problem' }>,
  { name }: Key,
): Update {
  switch (actOf('editor-problem', name)) {
    case 'again':
      return { state: { ...state, overlay: undefined }, effect: { kind: 'open-editor', job: overlay.job } };
    case 'close':
      return { state: { ...state, overlay: undefined, notice: { tone: 'warn', text: 'the edit was dropped' } } };
    default:
      return { state };
  }
}
