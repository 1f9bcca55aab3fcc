import type { ScreenState } from '../state.ts';
import type { KeyContext } from './key-context.ts';
import { onKey } from './on-key.ts';
import { pasteIntoQuery } from './query-keys.ts';

/** Pasted text, to whatever is being typed in. Pure. */
export function paste(state: ScreenState, text: string, context: KeyContext): ScreenState {
  if (state.overlay === undefined && state.focus === 'query') return pasteIntoQuery(state, text);
  const isTyped = state.overlay !== undefined || (state.focus === 'twin' && state.twin.search?.isTyping === true);
  // Fields of one line: as if it were typed in one go, so that all that follows from typing follows.
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  return isTyped ? onKey(state, { name: 'paste', text: line }, context).state : state;
}
