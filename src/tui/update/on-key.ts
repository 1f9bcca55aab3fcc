import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { ScreenState } from '../state.ts';
import { copyKey } from './copy-keys.ts';
import { deviceAct } from './device-acts.ts';
import type { Update } from './effect.ts';
import { globalAct } from './global-acts.ts';
import type { KeyContext } from './key-context.ts';
import { overlayKey } from './overlay-keys.ts';
import { queryKey } from './query-keys.ts';
import { searchKey } from './search-keys.ts';
import { twinAct } from './twin-acts.ts';

/**
 * A key's way: what lies over the panes, then the pane with the focus, then what holds anywhere. What was told before
 * has been read by whoever presses the next key. Pure.
 */
export function onKey(state: ScreenState, key: Key, context: KeyContext): Update {
  return meaning(withoutNotice(state), key, context);
}

export function withoutNotice(state: ScreenState): ScreenState {
  return state.notice === undefined ? state : { ...state, notice: undefined };
}

function meaning(state: ScreenState, key: Key, context: KeyContext): Update {
  const always = actOf('always', key.name);
  if (always === 'quit') return { state, effect: { kind: 'quit' } };
  const isOpen = { 'help-anywhere': 'help', palette: 'palette' } as const;
  if ((always === 'help-anywhere' || always === 'palette') && state.overlay?.kind !== isOpen[always])
    return globalAct(state, always, context) ?? { state };
  if (state.overlay !== undefined) return overlayKey(state, state.overlay, key, context);
  return paneKey(state, key, context) ?? anywhereKey(state, key, context) ?? { state };
}

function paneKey(state: ScreenState, key: Key, context: KeyContext): Update | undefined {
  switch (state.focus) {
    case 'device':
      return deviceAct(state, actOf('device', key.name));
    case 'twin':
      if (state.twin.isCopying) return copyKey(state, key, context);
      if (state.twin.search?.isTyping) return searchKey(state, state.twin.search, key, context);
      return twinAct(state, actOf('twin', key.name), context);
    case 'query':
      return queryKey(state, key, context);
  }
}

function anywhereKey(state: ScreenState, { name }: Key, context: KeyContext): Update | undefined {
  const isTyping = state.focus === 'query' && state.query.mode === 'prompt';
  const always = globalAct(state, actOf('always', name), context);
  return always ?? (isTyping ? undefined : globalAct(state, actOf('global', name), context));
}
