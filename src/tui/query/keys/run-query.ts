import { fieldText } from '../../edit/text-field.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import { isExplain, withoutExplain } from '../explain-prefix.ts';
import { remember } from '../history/history.ts';
import { holdsSecret } from '../history/saved-queries.ts';
import { problemsOf } from '../problems.ts';
import { initialTable } from '../results/table-view.ts';
import { asking, warned, withPrompt } from './with-prompt.ts';

/** Runs what stands in the prompt, unless it is wrong. */
export function runPrompt(state: ScreenState): Update {
  const [problem] = problemsOf(fieldText(state.query.field));
  if (problem === undefined) return runAnyway(state);
  const hint = problem.fix === undefined ? '^J sends it as it is' : `^F ${problem.fix.title}; ^J sends it as it is`;
  return warned(withPrompt(state, { menu: undefined }), problem.message, hint);
}

/** Runs a query that we find wrong all the same: the hub has the last word, and some want to see its answer. */
export function runAnyway(state: ScreenState): Update {
  const text = fieldText(state.query.field);
  if (withoutExplain(text).trim() === '') return { state };
  const query = remember({ ...state.query, menu: undefined, search: undefined }, text);
  const notice = holdsSecret(text)
    ? ({ tone: 'warn', text: 'not kept in the history: it looks as if it held a key' } as const)
    : undefined;
  if (isExplain(text))
    return asking({ ...state, notice, query }, { kind: 'explain', text: withoutExplain(text).trim() });
  // What was hidden and sorted stays for the same columns; the cursor goes back to the top.
  const table = { ...initialTable, hidden: query.table.hidden, sort: query.table.sort, isChart: query.table.isChart };
  return asking({ ...state, notice, query: { ...query, table } }, { kind: 'run', text });
}

/** Switches live on or off. Switching on runs the query at once. */
export function toggleLive(state: ScreenState): Update {
  const isLive = !state.query.isLive;
  const text = fieldText(state.query.field);
  if (!isLive || text.trim() === '') return { state: withPrompt(state, { isLive }) };
  if (isExplain(text)) return warned(state, 'a plan cannot be kept alive', 'Take EXPLAIN away, then ^L.');
  if (problemsOf(text).length > 0) return runPrompt(state);
  return runAnyway(withPrompt(state, { isLive }));
}
