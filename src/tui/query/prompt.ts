import type { Candidate } from '../../query/completion/candidate.ts';
import { type TextField, textField } from '../edit/text-field.ts';
import type { Favourite } from './history/saved-queries.ts';
import { initialTable, type TableView } from './results/table-view.ts';
import type { Sheet } from './sheets/sheet.ts';

export type Menu = {
  readonly candidates: readonly Candidate[];
  readonly index: number;
  /** Then Enter takes the candidate, instead of running the query. */
  readonly moved: boolean;
};

/** Reverse search: the newest entry that holds what was typed, or one further back. */
export type Search = { readonly field: TextField; readonly skip: number };

export type QueryPrompt = {
  readonly field: TextField;
  /** Oldest first. */
  readonly history: readonly string[];
  readonly favourites: readonly Favourite[];
  /** Index of the entry that stands in the field; the history's length while something new is typed. */
  readonly at: number;
  /** What was typed before the history was entered. */
  readonly draft: string;
  readonly mode: 'prompt' | 'results';
  readonly menu: Menu | undefined;
  /** The blank before the cursor was added behind an offer that was taken. */
  readonly hasBlank?: boolean;
  readonly search: Search | undefined;
  /** What lies over the panes and belongs to the query: a row, a plan, the favourites, the export. */
  readonly sheet: Sheet | undefined;
  readonly table: TableView;
  readonly isLive: boolean;
};

/** The two queries of the device twin tutorial: the first one is one Up away, the second two. */
const tutorial = [
  "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43' AND properties.reported.connectivity.type = 'cellular'",
  "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'",
] as const;

export const initialQuery: QueryPrompt = promptWith({ history: [], favourites: [] });

/** A prompt with the queries of earlier sessions; the tutorial's come before all others. */
export function promptWith(saved: {
  readonly history: readonly string[];
  readonly favourites: readonly Favourite[];
}): QueryPrompt {
  const history = [...tutorial.filter(text => !saved.history.includes(text)), ...saved.history];
  return {
    field: textField(),
    history,
    favourites: saved.favourites,
    at: history.length,
    draft: '',
    mode: 'prompt',
    menu: undefined,
    search: undefined,
    sheet: undefined,
    table: initialTable,
    isLive: false,
  };
}
