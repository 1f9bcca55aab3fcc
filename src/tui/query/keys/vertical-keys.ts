import { moveTo } from '../../edit/text-field.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { KeyContext } from '../../update/key-context.ts';
import { graphemeAt, placeOf, wrapText } from '../editor/wrap-text.ts';
import { isBrowsing, step } from '../history/history.ts';
import { withPrompt } from './with-prompt.ts';

/**
 * Up and Down move between the lines as they are shown; at the edges, and while entries are stepped through, they go on
 * through the history. Below the newest are the rows.
 */
export function verticalKey(state: ScreenState, by: 1 | -1, { promptWidth, results }: KeyContext): Update {
  const { query: prompt } = state;
  const { field } = prompt;
  if (!isBrowsing(prompt)) {
    const lines = wrapText(field.graphemes, promptWidth);
    const { line, column } = placeOf(lines, field.graphemes, field.cursor);
    const target = lines[line + by];
    if (target !== undefined) {
      return { state: withPrompt(state, { field: moveTo(field, graphemeAt(target, field.graphemes, column)) }) };
    }
  }
  const isNewest = prompt.at >= prompt.history.length - 1;
  if (by > 0 && isNewest && results.rows.length > 0) return { state: withPrompt(state, { mode: 'results' }) };
  return { state: { ...state, query: step(prompt, by) } };
}
