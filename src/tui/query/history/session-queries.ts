import type { ScreenState } from '../../state.ts';
import { promptWith } from '../prompt.ts';
import { QueryFile, type ReadQueries } from './query-file.ts';

/** What a session begins with, and where it keeps what is added. */
export type SessionQueries = ReadQueries & { readonly file: QueryFile };

export async function openQueries(path: string): Promise<SessionQueries> {
  const file = new QueryFile(path);
  return { ...(await file.read()), file };
}

/** The screen with the queries of earlier sessions, and a word where they could not be read. */
export function withQueries(state: ScreenState, queries: SessionQueries | undefined): ScreenState {
  if (queries === undefined) return state;
  const { problem } = queries;
  const notice = problem === undefined ? state.notice : ({ tone: 'warn', text: problem } as const);
  return { ...state, notice, query: promptWith(queries.saved) };
}
