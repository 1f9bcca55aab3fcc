import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import { type Pane, panes } from '../layout.ts';
import type { ScreenState } from '../state.ts';
import type { Effect, Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { overlayKey } from './overlay-keys.ts';
import { promptKey, resultsKey } from './query-keys.ts';
import { twinKey } from './twin-keys.ts';

/** A key's way: what lies over the panes, then the pane with the focus, then what holds anywhere. Pure. */
export function onKey(state: ScreenState, key: Key, context: KeyContext): Update {
  if (actOf('always', key.name) === 'force-quit') return { state, effect: { kind: 'force-quit' } };
  if (state.overlay !== undefined) return overlayKey(state, state.overlay, key, context);
  return paneKey(state, key, context) ?? alwaysKey(state, key) ?? globalKey(state, key) ?? { state };
}

function paneKey(state: ScreenState, key: Key, context: KeyContext): Update | undefined {
  switch (state.focus) {
    case 'device':
      return deviceKey(state, key.name);
    case 'twin':
      return twinKey(state, key.name, context);
    case 'query':
      return state.query.mode === 'prompt' ? promptKey(state, key, context) : resultsKey(state, key.name, context);
  }
}

function alwaysKey(state: ScreenState, { name }: Key): Update | undefined {
  switch (actOf('always', name)) {
    case 'help-anywhere':
      return { state: { ...state, overlay: { kind: 'help' } } };
    case 'next-pane':
      return { state: focusOn(state, neighbour(state.focus, 1)) };
    case 'previous-pane':
      return { state: focusOn(state, neighbour(state.focus, -1)) };
    default:
      return undefined;
  }
}

function globalKey(state: ScreenState, { name }: Key): Update | undefined {
  if (state.focus === 'query' && state.query.mode === 'prompt') return undefined;
  switch (actOf('global', name)) {
    case 'help':
      return { state: { ...state, overlay: { kind: 'help' } } };
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
    case 'toggle-theme':
      return { state: { ...state, lightTheme: !state.lightTheme } };
    case 'toggle-lock':
      return { state, effect: { kind: 'toggle-lock' } };
    case 'quit':
      return { state, effect: { kind: 'quit' } };
    default:
      return undefined;
  }
}

function deviceKey(state: ScreenState, name: string): Update | undefined {
  const effect = deviceEffect(name);
  return effect && { state: { ...state, notice: undefined }, effect };
}

function deviceEffect(name: string): Effect | undefined {
  const act = actOf('device', name);
  switch (act) {
    case 'toggle-channel':
    case 'toggle-online':
    case 'next-policy':
      return { kind: act };
    case 'set-cellular':
      return { kind: 'set-channel', channel: 'cellular' };
    case 'set-wifi':
      return { kind: 'set-channel', channel: 'wifi' };
    case 'accept-offer':
      return { kind: 'answer-offer', accept: true };
    case 'reject-offer':
      return { kind: 'answer-offer', accept: false };
    default:
      return undefined;
  }
}

/** Coming to the query pane means to type. */
function focusOn(state: ScreenState, focus: Pane): ScreenState {
  return { ...state, focus, query: focus === 'query' ? { ...state.query, mode: 'prompt' } : state.query };
}

function neighbour(pane: Pane, by: 1 | -1): Pane {
  return panes[(panes.indexOf(pane) + by + panes.length) % panes.length]!;
}
