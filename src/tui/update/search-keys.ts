import { safeJson } from '../../lib/escape.ts';
import { editField, fieldText, type TextField } from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import type { ScreenState, Search } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { told } from './told.ts';
import { cursorIndex, withTwin } from './twin-cursor.ts';

/** While the search is typed, the cursor goes to the first match by itself. */
export function searchKey(state: ScreenState, search: Search, key: Key, context: KeyContext): Update {
  switch (actOf('search', key.name)) {
    case 'close':
      return { state: withTwin(state, { search: undefined }) };
    case 'find': {
      const found = withTwin(state, { search: { ...search, isTyping: false } });
      return {
        state: matchCount(found, context) === 0 ? told(found, `nothing matches ${fieldText(search.field)}`) : found,
      };
    }
    default: {
      const field = editField(search.field, key);
      if (field === undefined) return { state };
      return searched(state, field, context);
    }
  }
}

function searched(state: ScreenState, field: TextField, context: KeyContext): Update {
  // What is folded would not be found; the nodes are still those of the frame before.
  const typed = withTwin(state, { search: { field, isTyping: true }, folded: new Set() });
  const nodes = context.unfolded();
  return goTo(typed, nodes, cursorIndex(state, nodes), 1);
}

export function nextMatch(state: ScreenState, context: KeyContext, by: 1 | -1): Update {
  if (state.twin.search === undefined) return { state: told(state, 'nothing is searched for', '/ searches') };
  const { nodes } = context;
  return goTo(state, nodes, cursorIndex(state, nodes) + by, by);
}

function matchCount({ twin }: ScreenState, { unfolded }: KeyContext): number {
  return unfolded().filter(node => matches(node, twin.search)).length;
}

/** Keys, whole paths and values; small and capital letters are the same. */
export function matches({ section, path, value, isFoldable }: TreeNode, search: Search | undefined): boolean {
  const wanted =
    search === undefined
      ? ''
      : fieldText(search.field)
          .trim()
          .toLowerCase()
          .replace(/^properties\./, '');
  if (wanted === '') return false;
  if ([section, ...path].join('.').toLowerCase().endsWith(wanted)) return true;
  if ((path.at(-1) ?? section).toLowerCase().includes(wanted)) return true;
  return !isFoldable && safeJson(value).toLowerCase().includes(wanted);
}

function goTo(state: ScreenState, nodes: readonly TreeNode[], from: number, by: 1 | -1): Update {
  for (let step = 0; step < nodes.length; step++) {
    const node = nodes[(from + by * step + nodes.length * 2) % nodes.length]!;
    if (matches(node, state.twin.search)) return { state: withTwin(state, { cursor: node.id }) };
  }
  return { state };
}
