import type { JsonObject } from '../../../lib/json.ts';
import type { TwinTarget } from '../../../twin/twin-document.ts';
import { actOf } from '../../keys/key-table.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import type { KeyContext } from '../../update/key-context.ts';
import { shows } from '../../update/shown-twin.ts';
import { chartColumn } from '../results/chart-rows.ts';
import { onTable } from '../results/table-view.ts';
import { toggleLive } from './run-query.ts';
import { openExport, openFavourites } from './sheet-keys.ts';
import { asking, warned, withPrompt, withTable } from './with-prompt.ts';

/** Keys while the cursor is among the rows; undefined when the key is none of theirs. */
export function resultsKey(before: ScreenState, name: string, context: KeyContext): Update | undefined {
  const { rows, columns } = context.results;
  const state = withPrompt(before, { table: onTable(before.query.table, rows.length, columns.length) });
  const act = actOf('results', name);
  return moveAct(state, act, context) ?? columnAct(state, act, context) ?? rowsAct(state, act, context);
}

function moveAct(state: ScreenState, act: string | undefined, { results, halfPage }: KeyContext): Update | undefined {
  const { row } = state.query.table;
  const last = results.rows.length - 1;
  const to = (next: number): Update => ({ state: withTable(state, { row: Math.max(0, Math.min(last, next)) }) });
  switch (act) {
    case 'up':
      return row === 0 ? { state: withPrompt(state, { mode: 'prompt' }) } : to(row - 1);
    case 'down':
      return row >= last && results.hasMore ? asking(state, { kind: 'more' }) : to(row + 1);
    case 'page-up':
      return to(row - halfPage.query);
    case 'page-down':
      return to(row + halfPage.query);
    case 'top':
      return to(0);
    case 'bottom':
      return to(last);
    default:
      return undefined;
  }
}

function columnAct(state: ScreenState, act: string | undefined, { results }: KeyContext): Update | undefined {
  const { column, sort, hidden, isChart } = state.query.table;
  const { columns } = results;
  const title = columns[column]?.title;
  const to = (next: number): Update => ({
    state: withTable(state, { column: Math.max(0, Math.min(columns.length - 1, next)) }),
  });
  switch (act) {
    case 'previous-column':
      return to(column - 1);
    case 'next-column':
      return to(column + 1);
    case 'sort':
      return title === undefined ? { state } : { state: withTable(state, { sort: nextSort(sort, title), row: 0 }) };
    case 'hide-column':
      if (title === undefined || columns.length < 2) return { state };
      return {
        state: withTable(state, { hidden: [...hidden, title], column: Math.min(column, columns.length - 2) }),
      };
    case 'show-column':
      return { state: withTable(state, { hidden: hidden.slice(0, -1) }) };
    case 'chart':
      if (!isChart && chartColumn(results, column) === undefined) {
        return warned(
          state,
          'a chart needs a column of numbers',
          'E.g. SELECT status, COUNT() AS number … GROUP BY status',
        );
      }
      return { state: withTable(state, { isChart: !isChart }) };
    default:
      return undefined;
  }
}

/** How a column is sorted next: upwards, then downwards, then as the hub gave the rows. */
function nextSort(sort: ScreenState['query']['table']['sort'], title: string) {
  if (sort?.title !== title) return { title, descending: false };
  return sort.descending ? undefined : { title, descending: true };
}

/** The device or module that a row is of: rows of `devices.modules` name both. */
function targetOf({ moduleId }: JsonObject, deviceId: string): TwinTarget {
  return typeof moduleId === 'string' ? { deviceId, moduleId } : { deviceId };
}

function rowsAct(state: ScreenState, act: string | undefined, context: KeyContext): Update | undefined {
  const row = context.results.rows[state.query.table.row]?.row;
  switch (act) {
    case 'more':
      return context.results.hasMore ? asking(state, { kind: 'more' }) : warned(state, 'these are all rows');
    case 'all':
      return context.results.hasMore ? asking(state, { kind: 'all' }) : warned(state, 'these are all rows');
    case 'open-row':
      if (typeof row?.deviceId === 'string')
        return { state: { ...shows(state, targetOf(row, row.deviceId)), focus: 'twin' } };
      return warned(state, 'this row does not name a device', 'Select deviceId too, then its twin can be shown.');
    case 'view-row':
      return row === undefined ? { state } : { state: withPrompt(state, { sheet: { kind: 'row', row, top: 0 } }) };
    case 'stop':
      if (context.isQueryRunning) return asking(state, { kind: 'cancel' });
      return warned(state, 'these are the rows', 'i goes back to the prompt');
    case 'to-prompt':
      return { state: withPrompt(state, { mode: 'prompt' }) };
    case 'live':
      return toggleLive(state);
    case 'export':
      return openExport(state, context);
    case 'open-favourites':
      return openFavourites(state);
    default:
      return undefined;
  }
}
