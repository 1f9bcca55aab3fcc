import { complete } from '../../query/completion/complete.ts';
import { applyFix } from '../../query/language/syntax-error.ts';
import {
  editField,
  fieldOffset,
  fieldText,
  insertText,
  replaceRange,
  type TextField,
  textField,
} from '../edit/text-field.ts';
import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import { problemsOf } from '../query/problems.ts';
import { type QueryPrompt, remember, step } from '../query/prompt.ts';
import type { ScreenState } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';

/** Keys while the prompt takes text. Enter runs unless the menu was moved, Tab takes what is marked. design 3. */
export function promptKey(state: ScreenState, key: Key, context: KeyContext): Update | undefined {
  const { query: prompt } = state;
  const text = fieldText(prompt.field);
  if (prompt.menu !== undefined) {
    const chosen = menuKey(state, prompt.menu, key, context);
    if (chosen !== undefined) return chosen;
  }
  switch (actOf('query', key.name)) {
    case 'run':
      return problemsOf(text).length > 0 ? { state } : run(state, text);
    case 'run-anyway':
      return run(state, text);
    case 'new-line':
      return typed(state, insertText(prompt.field, '\n'), context);
    case 'take-fix':
      return takeFix(state, text);
    case 'live':
      return toggleLive(state);
    case 'leave-prompt':
      return leave(state, context);
  }
  if (key.name === 'up' || key.name === 'down') return vertical(state, text, key.name, context);
  if (key.name === 'tab') return undefined;
  const field = editField(prompt.field, key);
  return field && typed(state, field, context);
}

/** Pasted text goes in as it is; ends of lines become the prompt's. */
export function pasteIntoPrompt(state: ScreenState, text: string, context: KeyContext): ScreenState {
  const clean = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
  return typed(state, insertText(state.query.field, clean), context).state;
}

export function resultsKey(state: ScreenState, name: string, context: KeyContext): Update | undefined {
  const { query: prompt } = state;
  const last = context.resultRows.length - 1;
  const to = (row: number): Update => ({ state: withPrompt(state, { row: Math.max(0, Math.min(last, row)) }) });
  switch (actOf('results', name)) {
    case 'up':
      return prompt.row === 0 ? { state: withPrompt(state, { mode: 'prompt' }) } : to(prompt.row - 1);
    case 'down':
      return prompt.row >= last ? { state, effect: { kind: 'more' } } : to(prompt.row + 1);
    case 'page-up':
      return to(prompt.row - context.halfPage.query);
    case 'page-down':
      return to(prompt.row + context.halfPage.query);
    case 'more':
      return { state, effect: { kind: 'more' } };
    case 'open-row':
      return openRow(state, context);
    case 'to-prompt':
      return { state: withPrompt(state, { mode: 'prompt' }) };
    case 'live':
      return toggleLive(state);
    default:
      return undefined;
  }
}

function menuKey(
  state: ScreenState,
  menu: NonNullable<QueryPrompt['menu']>,
  { name }: Key,
  context: KeyContext,
): Update | undefined {
  const { candidates, index, moved } = menu;
  const move = (by: number): Update => {
    const next = (index + by + candidates.length) % candidates.length;
    return { state: withPrompt(state, { menu: { candidates, index: next, moved: true } }) };
  };
  if (name === 'down') return move(1);
  if (name === 'up') return move(-1);
  if (name === 'esc') return { state: withPrompt(state, { menu: undefined }) };
  if (name === 'tab' || (name === 'enter' && moved)) {
    const { span, insert } = candidates[index]!;
    return typed(state, replaceRange(state.query.field, span, insert), context);
  }
  return undefined;
}

function typed(state: ScreenState, field: TextField, { catalogue }: KeyContext): Update {
  const before = fieldText(state.query.field);
  const text = fieldText(field);
  // Only typing opens the menu: moving about or stepping through history does not.
  if (text === before) return { state: withPrompt(state, { field, menu: undefined }) };
  const candidates = text.trim() === '' ? [] : complete(text, fieldOffset(field), catalogue).candidates;
  const isDone =
    candidates.length === 1 && text.slice(candidates[0]!.span.start, candidates[0]!.span.end) === candidates[0]!.insert;
  const menu = candidates.length === 0 || isDone ? undefined : { candidates, index: 0, moved: false };
  return { state: withPrompt(state, { field, menu, at: state.query.history.length, draft: text }) };
}

function run(state: ScreenState, text: string): Update {
  if (text.trim() === '') return { state };
  const query = { ...remember(state.query, text), menu: undefined, row: 0 };
  return { state: { ...state, notice: undefined, query }, effect: { kind: 'run-query', text } };
}

function takeFix(state: ScreenState, text: string): Update {
  const fix = problemsOf(text).find(problem => problem.fix !== undefined)?.fix;
  return fix === undefined
    ? { state }
    : { state: withPrompt(state, { field: textField(applyFix(text, fix)), menu: undefined }) };
}

function toggleLive(state: ScreenState): Update {
  const isLive = !state.query.isLive;
  const text = fieldText(state.query.field);
  if (!isLive || text.trim() === '') return { state: withPrompt(state, { isLive }) };
  return run(withPrompt(state, { isLive }), text);
}

/** Esc gives up a query that runs, else goes to the rows. */
function leave(state: ScreenState, { isQueryRunning }: KeyContext): Update {
  if (isQueryRunning) return { state, effect: { kind: 'cancel-query' } };
  return { state: withPrompt(state, { mode: 'results' }) };
}

/** Up and Down move between the lines, and at the edges through the history; below the newest are the rows. */
function vertical(state: ScreenState, text: string, name: 'up' | 'down', { resultRows }: KeyContext): Update {
  const { query: prompt } = state;
  const before = text.slice(0, fieldOffset(prompt.field));
  const isEdge = name === 'up' ? !before.includes('\n') : !text.slice(before.length).includes('\n');
  if (!isEdge) return { state: withPrompt(state, { field: moveLine(prompt.field, name === 'up' ? -1 : 1) }) };
  if (name === 'down' && prompt.at >= prompt.history.length - 1 && resultRows.length > 0)
    return { state: withPrompt(state, { mode: 'results' }) };
  return { state: { ...state, query: step(prompt, text, name === 'up' ? -1 : 1) } };
}

function moveLine(field: TextField, by: 1 | -1): TextField {
  const { graphemes, cursor } = field;
  const start = graphemes.lastIndexOf('\n', cursor - 1) + 1;
  const column = cursor - start;
  const target = by < 0 ? graphemes.lastIndexOf('\n', start - 2) + 1 : graphemes.indexOf('\n', cursor) + 1;
  const end = graphemes.indexOf('\n', target);
  return { ...field, cursor: Math.min(target + column, end < 0 ? graphemes.length : end) };
}

function openRow(state: ScreenState, { resultRows }: KeyContext): Update {
  const row = resultRows[state.query.row];
  if (typeof row?.deviceId === 'string') return { state: { ...state, deviceId: row.deviceId, focus: 'twin' } };
  const hint = 'Select deviceId too, then its twin can be shown.';
  return { state: { ...state, notice: { tone: 'warn', text: 'this row does not name a device', hint } } };
}

function withPrompt(state: ScreenState, change: Partial<QueryPrompt>): ScreenState {
  return { ...state, query: { ...state.query, ...change } };
}
