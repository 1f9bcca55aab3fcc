import { safeJson } from '../../lib/escape.ts';
import { valuesOf } from '../../twin/twin-document.ts';
import { knownPath } from '../edit/assignment-path.ts';
import { textField } from '../edit/text-field.ts';
import type { Act } from '../keys/key-table.ts';
import { pathText } from '../panes/json-spans.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import type { EditorJob, ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { told } from './told.ts';
import { cursorIndex, toggled } from './twin-cursor.ts';

const editing: readonly (Act | undefined)[] = [
  'edit-value',
  'edit-or-fold',
  'add-value',
  'delete-value',
  'open-editor',
  'replace-twin',
];

/** Acts that lead to a write; undefined when the act is none of them. */
export function editAct(state: ScreenState, act: Act | undefined, context: KeyContext): Update | undefined {
  if (!editing.includes(act)) return undefined;
  const node = context.nodes[cursorIndex(state, context.nodes)];
  // Folding changes nothing, and is done to older versions too.
  if (act === 'edit-or-fold' && node?.isFoldable) return { state: toggled(state, node.id) };
  if (node === undefined || context.twin === undefined) return { state: told(state, 'there is no twin to change yet') };
  if (state.twin.at !== undefined)
    return { state: told(state, 'an older version is shown', 'Esc goes back to the newest, r writes this one back.') };
  switch (act) {
    case 'edit-value':
    case 'edit-or-fold':
      if (node.isFoldable || node.path.length === 0) return { state: told(state, ...instead(node)) };
      return typed(state, node, node.path, ` = ${safeJson(node.value)}`);
    case 'add-value':
      return typed(state, node, containerOf(node), '.');
    case 'delete-value':
      if (node.change?.kind === 'deleted')
        return { state: told(state, 'this key is deleted already', 'e writes it again.') };
      return node.path.length === 0 ? { state } : typed(state, node, node.path, ' = null');
    default:
      return {
        state: { ...state, notice: undefined },
        effect: { kind: 'open-editor', job: jobFor(act, node, context.twin) },
      };
  }
}

/** What edits a branch or a section, which have no value of their own to type. */
function instead(node: TreeNode): readonly [string, string] {
  const { section, path } = node;
  if (section === 'reported')
    return ['only the device writes reported', 'e on a value edits the wish for it, Ctrl+G opens desired in $EDITOR'];
  const text =
    path.length === 0 ? `${section} is edited key by key` : `${pathText(path)} is an object: e edits a value in it`;
  const fold = node.isFoldable ? ', space folds' : '';
  return [text, `a adds a key, Ctrl+G opens ${section} in $EDITOR${fold}`];
}

function jobFor(act: Act | undefined, { section }: TreeNode, base: NonNullable<KeyContext['twin']>): EditorJob {
  const desired = valuesOf(base, 'desired');
  const text = (value: unknown) => `${safeJson(value, 2)}\n`;
  if (act === 'replace-twin') {
    const whole = { tags: valuesOf(base, 'tags'), properties: { desired } };
    return { target: 'replace', text: text(whole), base };
  }
  const target = section === 'tags' ? 'tags' : 'desired';
  return { target, text: text(valuesOf(base, target)), base };
}

/** On a reported property people mean the wish for it: the device alone writes what it reports. */
function typed(state: ScreenState, { section }: TreeNode, path: readonly string[], rest: string): Update {
  const known = { ...knownPath(section === 'tags' ? 'tags' : 'desired', path), isWish: section === 'reported' };
  const field = textField(known.text + rest);
  return {
    state: {
      ...state,
      notice: undefined,
      overlay: { kind: 'edit', field, known, problem: undefined },
    },
  };
}

function containerOf({ isFoldable, path }: TreeNode): readonly string[] {
  return isFoldable ? path : path.slice(0, -1);
}
