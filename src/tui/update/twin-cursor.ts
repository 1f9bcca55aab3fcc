import type { TreeNode } from '../panes/twin-tree.ts';
import type { ScreenState } from '../state.ts';

/** Where the cursor is: on its node, or on the first line when that is gone. */
export function cursorIndex({ twin }: ScreenState, nodes: readonly TreeNode[]): number {
  if (twin.cursor === undefined) return 0;
  return Math.max(
    0,
    nodes.findIndex(({ id }) => id === twin.cursor),
  );
}

export function movedTo(state: ScreenState, nodes: readonly TreeNode[], to: number): { readonly state: ScreenState } {
  const node = nodes[Math.min(nodes.length - 1, Math.max(0, to))];
  return { state: withTwin(state, { cursor: node?.id }) };
}

export function sibling(nodes: readonly TreeNode[], at: number, by: 1 | -1): number {
  const depth = nodes[at]?.depth ?? 0;
  for (let index = at + by; nodes[index] !== undefined && nodes[index]!.depth >= depth; index += by) {
    if (nodes[index]!.depth === depth) return index;
  }
  return at;
}

export function parent(nodes: readonly TreeNode[], at: number): number {
  const depth = nodes[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index--) if (nodes[index]!.depth < depth) return index;
  return at;
}

export function withTwin(state: ScreenState, change: Partial<ScreenState['twin']>): ScreenState {
  return { ...state, twin: { ...state.twin, ...change } };
}

/** Folds what is open, unfolds what is folded. */
export function toggled(state: ScreenState, id: string): ScreenState {
  const folded = new Set(state.twin.folded);
  if (!folded.delete(id)) folded.add(id);
  return withTwin(state, { folded });
}
