import type { Act } from '../keys/key-table.ts';
import { pathText } from '../panes/json-spans.ts';
import { emptyField, type Notice, type ScreenState } from '../state.ts';
import { editAct } from './edit-acts.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { nextMatch } from './search-keys.ts';
import { timeAct } from './time-acts.ts';
import { cursorIndex, movedTo, parent, sibling, toggled, withTwin } from './twin-cursor.ts';

/** Acts of the twin pane; undefined when the act is none of them. */
export function twinAct(state: ScreenState, act: Act | undefined, context: KeyContext): Update | undefined {
  return (
    moveAct(state, act, context) ??
    viewAct(state, act, context) ??
    timeAct(state, act, context) ??
    editAct(state, act, context)
  );
}

function moveAct(state: ScreenState, act: Act | undefined, { nodes, halfPage }: KeyContext): Update | undefined {
  const at = cursorIndex(state, nodes);
  switch (act) {
    case 'up':
      return movedTo(state, nodes, at - 1);
    case 'down':
      return movedTo(state, nodes, at + 1);
    case 'page-up':
      return movedTo(state, nodes, at - halfPage.twin);
    case 'page-down':
      return movedTo(state, nodes, at + halfPage.twin);
    case 'top':
      return movedTo(state, nodes, 0);
    case 'bottom':
      return movedTo(state, nodes, nodes.length - 1);
    case 'previous-sibling':
      return movedTo(state, nodes, sibling(nodes, at, -1));
    case 'next-sibling':
      return movedTo(state, nodes, sibling(nodes, at, 1));
    default:
      return undefined;
  }
}

function viewAct(state: ScreenState, act: Act | undefined, context: KeyContext): Update | undefined {
  const { nodes } = context;
  switch (act) {
    case 'fold':
    case 'fold-in':
    case 'fold-out':
      return foldAct(state, act, context);
    case 'fold-all': {
      const all = nodes.filter(({ isFoldable, depth }) => isFoldable && depth > 0).map(({ id }) => id);
      return { state: withTwin(state, { folded: new Set(all) }) };
    }
    case 'unfold-all':
      return { state: withTwin(state, { folded: new Set() }) };
    case 'only-differences':
      return { state: differencesToggled(state) };
    case 'refresh':
      return { state, effect: { kind: 'refresh' } };
    case 'search':
      return { state: withTwin({ ...state, notice: undefined }, { search: { field: emptyField, isTyping: true } }) };
    case 'next-match':
      return nextMatch(state, context, 1);
    case 'previous-match':
      return nextMatch(state, context, -1);
    case 'view-value': {
      const node = nodes[cursorIndex(state, nodes)];
      if (node === undefined) return { state };
      const path = pathText([node.section, ...node.path]);
      return { state: { ...state, notice: undefined, overlay: { kind: 'value', path, value: node.value, top: 0 } } };
    }
    case 'start-copy':
      return { state: withTwin({ ...state, notice: undefined }, { isCopying: true }) };
    default:
      return undefined;
  }
}

/** Where nothing differs the pane is empty: that must not look like a twin without properties. */
function differencesToggled(state: ScreenState): ScreenState {
  const onlyDifferences = !state.twin.onlyDifferences;
  const notice: Notice = onlyDifferences
    ? { tone: 'good', text: 'only where desired and reported differ', hint: 'D shows all again' }
    : { tone: 'good', text: 'all properties are shown again' };
  return withTwin({ ...state, notice }, { onlyDifferences });
}

function foldAct(state: ScreenState, act: 'fold' | 'fold-in' | 'fold-out', { nodes }: KeyContext): Update {
  const at = cursorIndex(state, nodes);
  const node = nodes[at];
  if (node === undefined) return { state };
  if (act === 'fold-in' && (!node.isFoldable || node.isFolded)) return movedTo(state, nodes, parent(nodes, at));
  if (!node.isFoldable || (act === 'fold-out' && !node.isFolded)) return { state };
  return { state: toggled(state, node.id) };
}
