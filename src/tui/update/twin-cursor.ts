import type { TreeNode } from '../panes/twin-tree.ts';
import type { ScreenState } from '../state.ts';

/** Where the cursor is: on its node, or on the nearest above it that is still shown. */
export function cursorIndex({ twin }: ScreenState, nodes: readonly TreeNode[]): number {
  if (twin.cursor === undefined) return 0;
  const found = nodes.findIndex(({ id }) => id === twin.cursor);
  if (found >= 0) return found;
  const path = JSON.parse(twin.cursor) as readonly string[];
  for (let length = path.length - 1; length > 0; length--) {
    const id = JSON.stringify(path.slice(0, length));
    const above = nodes.findIndex(node => node.id === id);
    if (above >= 0) return above;
  }
  return 0;
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
