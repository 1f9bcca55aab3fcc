import type { Act } from '../keys/key-table.ts';
import { type Pane, panes } from '../layout.ts';
import { emptyField, type ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import { allJobs } from './jobs-keys.ts';
import type { KeyContext } from './key-context.ts';
import { previewed } from './preview-keys.ts';
import { shownName } from './shown-twin.ts';
import { told } from './told.ts';

/** What holds wherever the focus is; undefined when the act is none of it. */
export function globalAct(state: ScreenState, act: Act | undefined, context: KeyContext): Update | undefined {
  switch (act) {
    case 'help':
    case 'help-anywhere':
      return { state: { ...state, overlay: { kind: 'help', top: 0, under: state.overlay } } };
    case 'palette':
      return { state: { ...state, overlay: { kind: 'palette', field: emptyField, index: 0, under: state.overlay } } };
    case 'next-pane':
      return { state: focusOn(state, neighbour(state.focus, 1)) };
    case 'previous-pane':
      return { state: focusOn(state, neighbour(state.focus, -1)) };
    case 'focus-device':
      return { state: focusOn(state, 'device') };
    case 'focus-twin':
      return { state: focusOn(state, 'twin') };
    case 'focus-query':
      return { state: focusOn(state, 'query') };
    case 'zoom':
      return { state: { ...state, zoomed: true } };
    case 'unzoom':
      return { state: { ...state, zoomed: false } };
    case 'toggle-wire':
      return { state: { ...state, showWire: !state.showWire } };
    case 'open-wire':
      return { state: { ...state, overlay: { kind: 'wire', sequence: undefined, isOpen: false } } };
    case 'open-jobs':
      return { state: { ...state, notice: undefined, overlay: allJobs } };
    case 'open-problems':
      return { state: { ...state, overlay: { kind: 'problems', top: 0 } } };
    case 'toggle-theme':
      return { state: { ...state, lightTheme: !state.lightTheme } };
    case 'toggle-mouse':
      return { state: mouseToggled(state) };
    case 'toggle-lock':
      return { state, effect: { kind: 'toggle-lock' } };
    case 'undo':
      return undone(state, context);
    case 'quit':
      return { state, effect: { kind: 'quit' } };
    default:
      return undefined;
  }
}

/** Moves the focus. The query pane is entered at its prompt, because a person comes to it to type. */
export function focusOn(state: ScreenState, focus: Pane): ScreenState {
  return { ...state, focus, query: focus === 'query' ? { ...state.query, mode: 'prompt' } : state.query };
}

function mouseToggled(state: ScreenState): ScreenState {
  const mouse = !state.mouse;
  const notice = mouse
    ? {
        text: 'the mouse is on: click a pane or a row, turn the wheel',
        hint: 'text is marked with Shift; P turns it off',
      }
    : { text: 'the mouse is off: the terminal marks text again' };
  return { ...state, mouse, notice: { tone: 'good', ...notice } };
}

function neighbour(pane: Pane, by: 1 | -1): Pane {
  return panes[(panes.indexOf(pane) + by + panes.length) % panes.length]!;
}

/**
 * Shows the patch that takes the last write back, as any other write is shown before it is sent. It must be of the twin
 * on the screen.
 */
function undone(state: ScreenState, { twin }: KeyContext): Update {
  const last = state.undos.at(-1);
  if (last === undefined) return { state: told(state, 'nothing was written yet') };
  if (twin === undefined || last.name !== shownName(state))
    return { state: told(state, `the last write was to ${last.name}`, 'Show its twin first.') };
  return previewed(state, {
    title: 'Take the last write back',
    change: last.change,
    base: twin,
    origin: { kind: 'undo' },
  });
}
