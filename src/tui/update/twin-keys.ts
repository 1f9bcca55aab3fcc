import { safeJson } from '../../lib/escape.ts';
import { textField } from '../edit/text-field.ts';
import { actOf } from '../keys/key-table.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import type { ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** Keys of the twin pane; undefined when the key is none of them. */
export function twinKey(state: ScreenState, name: string, context: KeyContext): Update | undefined {
  const act = actOf('twin', name);
  const at = cursorIndex(state, context.nodes);
  const node = context.nodes[at];
  switch (act) {
    case undefined:
      return undefined;
    case 'up':
      return moved(state, context.nodes, at - 1);
    case 'down':
      return moved(state, context.nodes, at + 1);
    case 'page-up':
      return moved(state, context.nodes, at - context.halfPage.twin);
    case 'page-down':
      return moved(state, context.nodes, at + context.halfPage.twin);
    case 'top':
      return moved(state, context.nodes, 0);
    case 'bottom':
      return moved(state, context.nodes, context.nodes.length - 1);
    case 'previous-sibling':
      return moved(state, context.nodes, sibling(context.nodes, at, -1));
    case 'next-sibling':
      return moved(state, context.nodes, sibling(context.nodes, at, 1));
    case 'only-differences':
      return { state: withTwin(state, { onlyDifferences: !state.twin.onlyDifferences }) };
    case 'refresh':
      return { state, effect: { kind: 'refresh' } };
    case 'fold-all':
      return {
        state: withTwin(state, {
          folded: new Set(context.nodes.filter(({ isFoldable, depth }) => isFoldable && depth > 0).map(({ id }) => id)),
        }),
      };
    case 'unfold-all':
      return { state: withTwin(state, { folded: new Set() }) };
    default:
      return node === undefined ? { state } : nodeKey(state, act, node, at, context);
  }
}

/** Where the cursor is: on its node, or on the first line when that is gone. */
export function cursorIndex({ twin }: ScreenState, nodes: readonly TreeNode[]): number {
  return Math.max(
    0,
    nodes.findIndex(({ id }) => id === twin.cursor),
  );
}

function nodeKey(state: ScreenState, act: string, node: TreeNode, at: number, { nodes }: KeyContext): Update {
  switch (act) {
    case 'fold':
      return node.isFoldable ? { state: folding(state, node, !node.isFolded) } : { state };
    case 'fold-out':
      return node.isFolded ? { state: folding(state, node, false) } : { state };
    case 'fold-in':
      if (node.isFoldable && !node.isFolded) return { state: folding(state, node, true) };
      return moved(state, nodes, parent(nodes, at));
    case 'edit-value':
      if (node.isFoldable || node.path.length === 0) return { state: folding(state, node, !node.isFolded) };
      return editing(state, node, `${path(node)} = ${safeJson(node.value)}`);
    case 'add-value':
      return editing(
        state,
        node,
        `${[
          ...path(node)
            .split('.')
            .slice(0, node.isFoldable || node.path.length === 0 ? undefined : -1),
        ].join('.')}.`,
      );
    case 'delete-value':
      return node.path.length === 0 ? { state } : editing(state, node, `${path(node)} = null`);
    default:
      return { state };
  }
}

function editing(state: ScreenState, node: TreeNode, text: string): Update {
  // On a reported property people mean the wish for it: the device alone writes what it reports.
  const wish = node.section === 'reported' ? text.replace(/^reported/, 'desired') : text;
  return {
    state: { ...state, notice: undefined, overlay: { kind: 'edit', field: textField(wish), problem: undefined } },
  };
}

function path({ section, path: keys }: TreeNode): string {
  return [section, ...keys].join('.');
}

function moved(state: ScreenState, nodes: readonly TreeNode[], to: number): Update {
  const node = nodes[Math.min(nodes.length - 1, Math.max(0, to))];
  return { state: withTwin(state, { cursor: node?.id }) };
}

function folding(state: ScreenState, { id }: TreeNode, folded: boolean): ScreenState {
  const next = new Set(state.twin.folded);
  if (folded) next.add(id);
  else next.delete(id);
  return withTwin(state, { folded: next });
}

function sibling(nodes: readonly TreeNode[], at: number, by: 1 | -1): number {
  const depth = nodes[at]?.depth ?? 0;
  for (let index = at + by; nodes[index] !== undefined && nodes[index]!.depth >= depth; index += by) {
    if (nodes[index]!.depth === depth) return index;
  }
  return at;
}

function parent(nodes: readonly TreeNode[], at: number): number {
  const depth = nodes[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index--) if (nodes[index]!.depth < depth) return index;
  return at;
}

function withTwin(state: ScreenState, change: Partial<ScreenState['twin']>): ScreenState {
  return { ...state, twin: { ...state.twin, ...change } };
}
