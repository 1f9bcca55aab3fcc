import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { QueryPrompt } from '../prompt.ts';
import type { QueryEffect } from '../query-effect.ts';
import type { TableView } from '../results/table-view.ts';

export function withPrompt(state: ScreenState, change: Partial<QueryPrompt>): ScreenState {
  return { ...state, query: { ...state.query, ...change } };
}

export function withTable(state: ScreenState, change: Partial<TableView>): ScreenState {
  return withPrompt(state, { table: { ...state.query.table, ...change } });
}

export function asking(state: ScreenState, query: QueryEffect): Update {
  return { state, effect: { kind: 'query', query } };
}

/** A word of warning in the last line. */
export function warned(state: ScreenState, text: string, hint?: string): Update {
  return { state: { ...state, notice: { tone: 'warn', text, hint } } };
}
