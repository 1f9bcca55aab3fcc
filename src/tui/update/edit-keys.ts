import { splitGraphemes } from '../../lib/text.ts';
import { parseAssignment, patchOf, startedOver } from '../edit/assignment.ts';
import { offsetInAssignment, type Refusal, refusalOf } from '../edit/refusal.ts';
import { editField, fieldText, moveTo, type TextField, textField } from '../edit/text-field.ts';
import { contentOf, type TwinChange } from '../edit/twin-change.ts';
import { typedPatch } from '../edit/typed-patch.ts';
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
      if (field === undefined) return { state };
      const whole = startedOver(fieldText(field), edit.known);
      // Who wants a key of that name after all types it once more.
      const next = whole === undefined ? { field } : { field: textField(whole), known: undefined };
      return { state: { ...state, overlay: { ...edit, ...next, problem: undefined } } };
    }
  }
}

function confirmed(state: ScreenState, edit: Edit, twin: KeyContext['twin']): Update {
  const text = fieldText(edit.field);
  const wrong = (message: string, hint: string, offset?: number): Update => ({
    state: { ...state, overlay: { ...edit, field: at(edit.field, offset), problem: { message, hint, offset } } },
  });
  if (twin === undefined) return wrong('the twin was not read yet', 'Enter tries again.');
  const { field, known } = edit;
  const preview = (change: TwinChange) =>
    previewed(state, { title: 'The patch', change, base: twin, origin: { kind: 'field', field, known } });
  const whole = typedPatch(text, known);
  if (whole?.kind === 'wrong') return wrong(whole.problem.message, whole.problem.hint, whole.problem.offset);
  if (whole !== undefined) {
    const change: TwinChange = { kind: 'patch', content: whole.content };
    const refused = refusalOf(twin, change);
    return refused === undefined ? preview(change) : wrong(refused.message, refusedAt(refused));
  }
  const result = parseAssignment(text, known);
  if (result.kind === 'wrong') return wrong(result.message, result.hint, result.offset);
  const { assignment, places } = result;
  const change: TwinChange = { kind: 'patch', content: contentOf(assignment.section, patchOf(assignment)) };
  const refusal = refusalOf(twin, change);
  if (refusal !== undefined) return wrong(refusal.message, refusedAt(refusal), offsetInAssignment(refusal, places));
  return preview(change);
}

/** The hub names the last key alone, which within an array is a number. */
function refusedAt({ message, section, path }: Refusal): string {
  const inside = path.join('.');
  return message.includes(inside) ? 'The hub would refuse it.' : `The hub would refuse it, at ${section}.${inside}.`;
}

/** The cursor goes to what is wrong, which may be out of sight. */
function at(field: TextField, offset: number | undefined): TextField {
  return offset === undefined ? field : moveTo(field, splitGraphemes(fieldText(field).slice(0, offset)).length);
}

export function editorProblemKey(
  state: ScreenState,
  overlay: Extract<Overlay, { kind: 'editor-problem' }>,
  { name }: Key,
): Update {
  switch (actOf('editor-problem', name)) {
    case 'again':
      // It stays until the editor has left something: an editor that fails must not take the text with it.
      if (overlay.isOpen === true) return { state };
      return {
        state: { ...state, overlay: { ...overlay, isOpen: true } },
        effect: { kind: 'open-editor', job: overlay.job },
      };
    case 'close':
      return { state: { ...state, overlay: undefined, notice: { tone: 'warn', text: 'the edit was dropped' } } };
    default:
      return { state };
  }
}
