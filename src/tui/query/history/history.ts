import { fieldText, textField } from '../../edit/text-field.ts';
import type { QueryPrompt } from '../prompt.ts';
import { withEntry } from './saved-queries.ts';

/** The entry that was run becomes the newest. */
export function remember(prompt: QueryPrompt, text: string): QueryPrompt {
  const { history } = withEntry(prompt, text);
  const at = history.lastIndexOf(text);
  return { ...prompt, history, at: at < 0 ? history.length : at, draft: '' };
}

/** Steps through the history; beyond its end stands what was typed before. */
export function step(prompt: QueryPrompt, by: 1 | -1): QueryPrompt {
  const { history, at } = prompt;
  const next = Math.min(history.length, Math.max(0, at + by));
  if (next === at) return prompt;
  const draft = at === history.length ? fieldText(prompt.field) : prompt.draft;
  const text = next === history.length ? draft : history[next]!;
  return { ...prompt, at: next, draft, field: textField(text), menu: undefined };
}

/** Whether the field shows an entry as it was, so that Up and Down go on through the history. */
export function isBrowsing({ history, at, field }: QueryPrompt): boolean {
  return at < history.length && history[at] === fieldText(field);
}

/**
 * How the newest entry that begins like the text goes on; undefined where none does. Shown behind the cursor, but not
 * of an entry that stands there whole: behind a query that was run it would look like a part of it.
 */
export function ghostOf(prompt: QueryPrompt): string | undefined {
  if (isBrowsing(prompt)) return undefined;
  const { field, history, favourites } = prompt;
  const text = fieldText(field);
  if (text.trim() === '' || field.cursor < field.graphemes.length) return undefined;
  const goesOn = (entry: string) => entry.length > text.length && entry.startsWith(text);
  const found = history.findLast(goesOn) ?? favourites.findLast(favourite => goesOn(favourite.text))?.text;
  return found?.slice(text.length);
}

/** The `skip`-th newest entry that holds the pattern, in any case; undefined where there is none. */
export function searchHistory(history: readonly string[], pattern: string, skip: number): string | undefined {
  const folded = pattern.toLowerCase();
  return history.filter(entry => entry.toLowerCase().includes(folded)).at(-1 - skip);
}
