import type { Candidate } from '../../query/completion/candidate.ts';
import { type TextField, textField } from '../edit/text-field.ts';

export type QueryPrompt = {
  readonly field: TextField;
  /** Oldest first. */
  readonly history: readonly string[];
  /** Index of the entry that stands in the field; the history's length while something new is typed. */
  readonly at: number;
  /** What was typed before the history was entered. */
  readonly draft: string;
  readonly mode: 'prompt' | 'results';
  readonly menu:
    | { readonly candidates: readonly Candidate[]; readonly index: number; readonly moved: boolean }
    | undefined;
  /** The row under the cursor. */
  readonly row: number;
  readonly isLive: boolean;
};

const historyLimit = 500;

/** The two queries of the device twin tutorial: the first one is one Up away, the second two. */
const tutorial = [
  "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43' AND properties.reported.connectivity.type = 'cellular'",
  "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'",
] as const;

export const initialQuery: QueryPrompt = {
  field: textField(),
  history: tutorial,
  at: tutorial.length,
  draft: '',
  mode: 'prompt',
  menu: undefined,
  row: 0,
  isLive: false,
};

/** An entry is moved to the end when it is run again. */
export function remember(prompt: QueryPrompt, text: string): QueryPrompt {
  const history = [...prompt.history.filter(entry => entry !== text), text].slice(-historyLimit);
  return { ...prompt, history, at: history.length - 1, draft: '' };
}

/** Steps through the history; beyond its end stands what was typed before. */
export function step(prompt: QueryPrompt, typed: string, by: 1 | -1): QueryPrompt {
  const { history, at } = prompt;
  const next = Math.min(history.length, Math.max(0, at + by));
  if (next === at) return prompt;
  const draft = at === history.length ? typed : prompt.draft;
  const text = next === history.length ? draft : history[next]!;
  return { ...prompt, at: next, draft, field: textField(text), menu: undefined };
}
