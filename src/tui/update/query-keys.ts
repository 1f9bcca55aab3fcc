import type { Key } from '../keys/key.ts';
import { pasteIntoPrompt, promptKey } from '../query/keys/prompt-keys.ts';
import { resultsKey } from '../query/keys/results-keys.ts';
import { pasteIntoSheet, sheetKey } from '../query/keys/sheet-keys.ts';
import type { ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** Keys of the query pane: what it has opened over the panes, the prompt, or the rows. */
export function queryKey(state: ScreenState, key: Key, context: KeyContext): Update | undefined {
  const { sheet, mode } = state.query;
  if (sheet !== undefined) return sheetKey(state, sheet, key, context);
  return mode === 'prompt' ? promptKey(state, key, context) : resultsKey(state, key.name, context);
}

/** Pasted text, while nothing but the query's own lies over the panes. */
export function pasteIntoQuery(state: ScreenState, text: string): ScreenState {
  const { sheet } = state.query;
  if (sheet !== undefined) return pasteIntoSheet(state, sheet, text);
  return pasteIntoPrompt({ ...state, query: { ...state.query, mode: 'prompt' } }, text);
}
