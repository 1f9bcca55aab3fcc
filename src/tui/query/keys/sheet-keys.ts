import { editField, fieldText, insertText, type TextField, textField } from '../../edit/text-field.ts';
import type { Key } from '../../keys/key.ts';
import { actOf } from '../../keys/key-table.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { KeyContext } from '../../update/key-context.ts';
import { holdsSecret, withFavourite, withoutFavourite } from '../history/saved-queries.ts';
import { type ExportFormat, exportFormats, type Sheet } from '../sheets/sheet.ts';
import { asking, warned, withPrompt } from './with-prompt.ts';

type Favourites = Extract<Sheet, { kind: 'favourites' }>;

/** What lies over the panes and belongs to the query takes every key. */
export function sheetKey(state: ScreenState, sheet: Sheet, key: Key, context: KeyContext): Update {
  switch (sheet.kind) {
    case 'row':
      return rowKey(state, sheet, key.name, context);
    case 'plan':
      return actOf('plan', key.name) === 'close' ? closed(state) : { state };
    case 'export':
      return exportKey(state, sheet, key.name);
    case 'favourites':
      return sheet.name === undefined ? favouritesKey(state, sheet, key.name) : nameKey(state, sheet, sheet.name, key);
  }
}

export function pasteIntoSheet(state: ScreenState, sheet: Sheet, text: string): ScreenState {
  if (sheet.kind !== 'favourites' || sheet.name === undefined) return state;
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  return withPrompt(state, { sheet: { ...sheet, name: insertText(sheet.name, line) } });
}

export function openExport(state: ScreenState, { results }: KeyContext): Update {
  if (results.rows.length === 0) return warned(state, 'there are no rows to export', 'Enter runs the query.');
  return { state: withPrompt(state, { sheet: { kind: 'export', index: 0 }, menu: undefined }) };
}

export function openFavourites(state: ScreenState): Update {
  return { state: withPrompt(state, { sheet: { kind: 'favourites', index: 0, name: undefined }, menu: undefined }) };
}

function closed(state: ScreenState): Update {
  return { state: withPrompt(state, { sheet: undefined }) };
}

function rowKey(state: ScreenState, sheet: Extract<Sheet, { kind: 'row' }>, name: string, context: KeyContext): Update {
  const to = (top: number): Update => ({ state: withPrompt(state, { sheet: { ...sheet, top: Math.max(0, top) } }) });
  const last = Math.max(0, JSON.stringify(sheet.row, undefined, 2).split('\n').length - 1);
  switch (actOf('row', name)) {
    case 'up':
      return to(sheet.top - 1);
    case 'down':
      return to(Math.min(last, sheet.top + 1));
    case 'page-up':
      return to(sheet.top - context.halfPage.twin);
    case 'page-down':
      return to(Math.min(last, sheet.top + context.halfPage.twin));
    case 'top':
      return to(0);
    case 'bottom':
      return to(last);
    case 'close':
      return closed(state);
    default:
      return { state };
  }
}

/** Only Enter writes: who meant another key finds no file. */
function exportKey(state: ScreenState, sheet: Extract<Sheet, { kind: 'export' }>, name: string): Update {
  const to = (index: number): Update => ({ state: withPrompt(state, { sheet: { ...sheet, index } }) });
  const move = (by: number) => to((sheet.index + by + exportFormats.length) % exportFormats.length);
  const choose = (format: ExportFormat) => to(exportFormats.indexOf(format));
  switch (actOf('export', name)) {
    case 'up':
      return move(-1);
    case 'down':
      return move(1);
    case 'choose':
      return asking(closed(state).state, { kind: 'export', format: exportFormats[sheet.index]! });
    case 'as-csv':
      return choose('csv');
    case 'as-json':
      return choose('json');
    case 'as-ndjson':
      return choose('ndjson');
    case 'close':
      return closed(state);
    default:
      return { state };
  }
}

function favouritesKey(state: ScreenState, sheet: Favourites, name: string): Update {
  const { favourites, history, field } = state.query;
  const chosen = favourites[sheet.index];
  const to = (index: number): Update => {
    const within = Math.max(0, Math.min(favourites.length - 1, index));
    return { state: withPrompt(state, { sheet: { ...sheet, index: within } }) };
  };
  switch (actOf('favourites', name)) {
    case 'up':
      return to(sheet.index - 1);
    case 'down':
      return to(sheet.index + 1);
    case 'choose':
      if (chosen === undefined) return closed(state);
      return {
        state: withPrompt(state, {
          sheet: undefined,
          mode: 'prompt',
          field: textField(chosen.text),
          at: history.length,
        }),
      };
    case 'add-favourite':
      if (fieldText(field).trim() === '') return { state };
      return { state: withPrompt(state, { sheet: { ...sheet, name: textField() } }) };
    case 'drop-favourite': {
      if (chosen === undefined) return { state };
      const next = withPrompt(state, { ...withoutFavourite(state.query, chosen.name) });
      const index = Math.max(0, Math.min(sheet.index, favourites.length - 2));
      return asking(withPrompt(next, { sheet: { ...sheet, index } }), { kind: 'drop-favourite', name: chosen.name });
    }
    case 'close':
      return closed(state);
    default:
      return { state };
  }
}

function nameKey(state: ScreenState, sheet: Favourites, field: TextField, key: Key): Update {
  const choosing = (): ScreenState => withPrompt(state, { sheet: { ...sheet, name: undefined } });
  switch (actOf('favourite-name', key.name)) {
    case 'cancel':
      return { state: choosing() };
    case 'keep-favourite': {
      const name = fieldText(field).trim();
      const text = fieldText(state.query.field);
      if (name === '') return { state };
      if (holdsSecret(name) || holdsSecret(text))
        return warned(closed(state).state, 'not kept: it looks as if it held a key');
      const { favourites } = withFavourite(state.query, { name, text });
      const kept = withPrompt(state, {
        favourites,
        sheet: { ...sheet, index: favourites.length - 1, name: undefined },
      });
      return asking(kept, { kind: 'keep-favourite', name, text });
    }
    default: {
      const typed = editField(field, key);
      return { state: typed === undefined ? state : withPrompt(state, { sheet: { ...sheet, name: typed } }) };
    }
  }
}
