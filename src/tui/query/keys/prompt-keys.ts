import { maximalLength } from '../../../query/language/reader.ts';
import { applyFix } from '../../../query/language/syntax-error.ts';
import { editField, fieldText, insertText, type TextField, textField, wordEnd } from '../../edit/text-field.ts';
import type { Key } from '../../keys/key.ts';
import { actOf } from '../../keys/key-table.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { KeyContext } from '../../update/key-context.ts';
import { ghostOf } from '../history/history.ts';
import { menuAt, typedBehindBlank } from '../menu/suggest.ts';
import { problemsOf } from '../problems.ts';
import { menuKey, taken } from './menu-keys.ts';
import { runAnyway, runPrompt, toggleLive } from './run-query.ts';
import { searchKey } from './search-keys.ts';
import { openFavourites } from './sheet-keys.ts';
import { verticalKey } from './vertical-keys.ts';
import { asking, withPrompt } from './with-prompt.ts';

/** Keys while the prompt takes text; undefined when the key is none of the prompt's. design 3. */
export function promptKey(state: ScreenState, key: Key, context: KeyContext): Update | undefined {
  const { menu, search, field } = state.query;
  if (search !== undefined) return searchKey(state, search, key);
  const offered = menu && menuKey(state, menu, key, context);
  if (offered !== undefined) return offered;
  const acted = promptAct(state, key.name, context);
  if (acted !== undefined) return acted;
  const edited = behindBlank(state, key) ?? editField(field, key);
  return edited && { state: typed(state, edited, context) };
}

function promptAct(state: ScreenState, name: string, context: KeyContext): Update | undefined {
  const { query: prompt } = state;
  switch (actOf('query', name)) {
    case 'run':
      return runPrompt(state);
    case 'run-anyway':
      return runAnyway(state);
    case 'new-line':
      return { state: typed(state, insertText(prompt.field, '\n'), context) };
    case 'take-fix':
      return { state: fixed(state, context) };
    case 'live':
      return toggleLive(state);
    case 'leave-prompt':
      return leave(state, context);
    case 'older-entry':
      return verticalKey(state, -1, context);
    case 'newer-entry':
      return verticalKey(state, 1, context);
    case 'search-history':
      return { state: withPrompt(state, { search: { field: textField(), skip: 0 }, menu: undefined }) };
    case 'open-favourites':
      return openFavourites(state);
    case 'offer':
      return { state: withPrompt(state, { menu: menuAt(prompt.field, context.catalogue) }) };
    case 'accept-ghost':
      return acceptGhost(state, context);
    case 'accept-ghost-word':
      return acceptGhostWord(state, context);
    default:
      return undefined;
  }
}

function behindBlank({ query }: ScreenState, { text }: Key): TextField | undefined {
  return query.hasBlank && text !== undefined ? typedBehindBlank(query.field, text) : undefined;
}

/** Twice what a query may have: what is too long is seen, and the screen stays quick. */
const longestPaste = 2 * maximalLength;

/** Pasted text goes in as it is; ends of lines become the prompt's. It offers nothing: who pastes does not type. */
export function pasteIntoPrompt(state: ScreenState, text: string): ScreenState {
  const clean = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
  const trimmed = clean.replace(/\n+$/, '');
  const { search } = state.query;
  if (search !== undefined) {
    return withPrompt(state, {
      search: { field: insertText(search.field, trimmed.slice(0, longestPaste).replace(/\n/g, ' ')), skip: 0 },
    });
  }
  const field = insertText(state.query.field, trimmed.slice(0, longestPaste));
  const isCut = trimmed.length > longestPaste;
  const notice = isCut ? ({ tone: 'warn', text: `only ${longestPaste} characters were pasted` } as const) : undefined;
  return withPrompt({ ...state, notice }, { field, menu: undefined, at: state.query.history.length });
}

/** Only typing opens the menu: moving about or stepping through the history does not. */
function typed(state: ScreenState, field: TextField, { catalogue }: KeyContext): ScreenState {
  const text = fieldText(field);
  const isSame = text === fieldText(state.query.field);
  if (isSame && !state.query.hasBlank) return withPrompt(state, { field, menu: undefined });
  const menu = text.trim() === '' ? undefined : menuAt(field, catalogue);
  const prompt = { field, menu, hasBlank: false, at: state.query.history.length, draft: text };
  return withPrompt({ ...state, notice: undefined }, prompt);
}

function fixed(state: ScreenState, { doubt }: KeyContext): ScreenState {
  const text = fieldText(state.query.field);
  const wrong = problemsOf(text).find(problem => problem.fix !== undefined);
  const fix = wrong?.fix ?? (doubt?.text === text ? doubt.fix : undefined);
  if (fix === undefined) return state;
  const field = replaced(state.query.field, applyFix(text, fix));
  return withPrompt({ ...state, notice: undefined }, { field, menu: undefined, at: state.query.history.length });
}

/** Another text in a step that can be undone. */
function replaced(field: TextField, text: string): TextField {
  const past = [...field.past, { graphemes: field.graphemes, cursor: field.cursor }];
  return { ...textField(text), past };
}

/** Right, at the end of the text, takes what the history offers, or else what the menu does. */
function acceptGhost(state: ScreenState, context: KeyContext): Update | undefined {
  const { field, menu } = state.query;
  if (field.cursor < field.graphemes.length) return undefined;
  const ghost = ghostOf(state.query);
  if (ghost !== undefined) {
    const next = insertText(field, ghost);
    return { state: withPrompt(state, { field: next, menu: undefined, at: state.query.history.length }) };
  }
  return menu && { state: taken(state, menu, context) };
}

function acceptGhostWord(state: ScreenState, context: KeyContext): Update | undefined {
  const { field } = state.query;
  const ghost = ghostOf(state.query);
  if (ghost === undefined) return undefined;
  const whole = insertText(field, ghost);
  const end = wordEnd(whole.graphemes, field.cursor);
  const word = whole.graphemes.slice(field.cursor, end).join('');
  return { state: typed(state, insertText(field, word), context) };
}

/** Esc gives up a query that runs, else goes to the rows. */
function leave(state: ScreenState, { isQueryRunning }: KeyContext): Update {
  if (isQueryRunning) return asking(state, { kind: 'cancel' });
  return { state: withPrompt(state, { mode: 'results' }) };
}
