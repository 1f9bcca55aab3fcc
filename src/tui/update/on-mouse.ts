import type { TreeNode } from '../panes/twin-tree.ts';
import type { ScreenState } from '../state.ts';
import type { TerminalEvent } from '../terminal/terminal-event.ts';
import type { Update } from './effect.ts';
import { focusOn } from './global-acts.ts';
import type { KeyContext } from './key-context.ts';
import { onKey, withoutNotice } from './on-key.ts';
import { cursorIndex, movedTo, toggled, withTwin } from './twin-cursor.ts';

/** What is under the pointer. */
export type MouseTarget =
  | { readonly pane: 'device' }
  | { readonly pane: 'twin'; readonly node: TreeNode | undefined }
  /** `row` is an index of the table. */
  | { readonly pane: 'query'; readonly row: number | undefined };

type Mouse = Pick<Extract<TerminalEvent, { kind: 'mouse' }>, 'act'>;

/** Lines that one notch of the wheel moves, as terminals have it. */
const notch = 3;

/** A click takes the focus where it is, and the cursor; the wheel moves what is under it. Pure. */
export function onMouse(
  state: ScreenState,
  { act }: Mouse,
  target: MouseTarget | undefined,
  context: KeyContext,
): ScreenState {
  return moved(withoutNotice(state), act, target, context);
}

function moved(
  state: ScreenState,
  act: Mouse['act'],
  target: MouseTarget | undefined,
  context: KeyContext,
): ScreenState {
  const by = act === 'wheel-up' ? -notch : notch;
  if (state.overlay !== undefined || state.query.sheet !== undefined)
    return act === 'click' ? state : scrolledOver(state, by, context);
  if (target === undefined) return state;
  return act === 'click' ? clicked(state, target) : scrolled(state, target, by, context);
}

/** Scrolls an overlay by its own keys for up and down. */
function scrolledOver(state: ScreenState, by: number, context: KeyContext): ScreenState {
  const { overlay } = state;
  // In this dialog these keys recall earlier calls, which would replace what is being typed.
  if (overlay?.kind === 'method') return { ...state, overlay: { ...overlay, top: Math.max(0, overlay.top + by) } };
  const key = { name: by < 0 ? 'up' : 'down', text: undefined };
  return Array.from({ length: notch }).reduce<Update>(update => onKey(update.state, key, context), { state }).state;
}

function clicked(state: ScreenState, target: MouseTarget): ScreenState {
  const focused = state.focus === target.pane ? state : focusOn(state, target.pane);
  switch (target.pane) {
    case 'device':
      return focused;
    case 'twin':
      return target.node === undefined ? focused : onNode(focused, target.node, state.focus === 'twin');
    case 'query': {
      const { query } = focused;
      if (target.row === undefined) return { ...focused, query: { ...query, mode: 'prompt' } };
      return { ...focused, query: { ...query, mode: 'results', table: { ...query.table, row: target.row } } };
    }
  }
}

/** A second click on the same node folds it, or unfolds it. */
function onNode(state: ScreenState, node: TreeNode, wasFocused: boolean): ScreenState {
  const isSecond = wasFocused && state.twin.cursor === node.id;
  return isSecond && node.isFoldable ? toggled(state, node.id) : withTwin(state, { cursor: node.id });
}

function scrolled(state: ScreenState, { pane }: MouseTarget, by: number, { nodes, results }: KeyContext): ScreenState {
  if (pane === 'twin') return movedTo(state, nodes, cursorIndex(state, nodes) + by).state;
  if (pane === 'device') return state;
  const { query } = state;
  const row = Math.max(0, Math.min(results.rows.length - 1, query.table.row + by));
  return { ...state, query: { ...query, table: { ...query.table, row } } };
}
