import type { QueryState } from '../../clients/query-session.ts';
import { splitGraphemes } from '../../lib/text.ts';
import type { Problem } from '../../query/language/syntax-error.ts';
import { fieldOffset, fieldText } from '../edit/text-field.ts';
import { type EditorView, editorView } from '../query/editor/editor-view.ts';
import { problemRow, problemRows } from '../query/editor/problem-rows.ts';
import { searchRows } from '../query/editor/search-rows.ts';
import { ghostOf } from '../query/history/history.ts';
import { layOver } from '../query/menu/lay-over.ts';
import { menuRows } from '../query/menu/menu-rows.ts';
import { isUnfinished } from '../query/problems.ts';
import type { QueryPrompt } from '../query/prompt.ts';
import { chartRows } from '../query/results/chart-rows.ts';
import type { QueryDoubt } from '../query/results/query-doubt.ts';
import type { ResultsModel } from '../query/results/results-model.ts';
import { tableRows, tableTop } from '../query/results/table-rows.ts';
import { onTable } from '../query/results/table-view.ts';
import { fitRow, type Row, rowWidth, span } from '../text/row.ts';

export type QueryRowsOptions = {
  readonly prompt: QueryPrompt;
  readonly result: QueryState;
  readonly results: ResultsModel;
  readonly problems: readonly Problem[];
  readonly doubt?: QueryDoubt | undefined;
  readonly focused: boolean;
  readonly width: number;
  readonly height: number;
  readonly now: number;
};

/** The prompt, what is wrong with it, and the rows found; the menu lies over what is below the cursor. */
export function queryRows(options: QueryRowsOptions): readonly Row[] {
  const { height } = options;
  if (height < 1) return [];
  const { head, editor } = headOf(options);
  const rows = [...head, ...resultRows(options, height - head.length)].slice(0, height);
  return editor === undefined ? rows : withMenu(rows, options, editor);
}

/** Index of the row of the table on a line of the pane; undefined on any other line. */
export function tableRowAt(options: QueryRowsOptions, line: number): number | undefined {
  const { prompt, results, height } = options;
  const { head } = headOf(options);
  const room = height - head.length - 1;
  const { rows, columns } = results;
  const { row } = onTable(prompt.table, rows.length, columns.length);
  const at = line - head.length - 1;
  const index = tableTop(row, rows.length, room) + at;
  return prompt.table.isChart || at < 0 || line >= height || index >= rows.length ? undefined : index;
}

/** What is above the rows; the editor only while it takes text. */
function headOf(options: QueryRowsOptions): { readonly head: readonly Row[]; readonly editor: EditorView | undefined } {
  const { prompt, width, focused } = options;
  const isTyping = focused && prompt.mode === 'prompt';
  const editor = isTyping && prompt.search !== undefined ? undefined : promptView(options, isTyping);
  const above = editor === undefined ? searchRows(prompt, width) : editor.rows;
  const isTold = isTyping && editor !== undefined && prompt.menu === undefined;
  const problems = isTold ? problemRows(prompt.field, options.problems, editor) : [];
  return { head: [...above, ...problems, ...errorRows(options)], editor: isTyping ? editor : undefined };
}

/** Rows that fit below a prompt of one line: what half a page is. */
export function tableHeight(height: number): number {
  return Math.max(1, height - 2);
}

function promptView({ prompt, problems, width, height }: QueryRowsOptions, isTyping: boolean): EditorView {
  const { field } = prompt;
  const ghost = isTyping ? ghostOf(prompt) : undefined;
  // The prompt takes no more than two fifths: the rows are what one types for.
  const most = Math.max(1, Math.floor(height * 0.4));
  const view = editorView({ field, ghost, problems, isTyping, width, height: most });
  // The menu covers all but the first line of a suggestion, which says nothing alone.
  if (prompt.menu !== undefined && ghost !== undefined)
    return { ...view, rows: view.rows.slice(0, view.cursor.row + 1) };
  if (field.graphemes.length > 0) return view;
  const hint = span('Type a query, or press ↑ for the two of the tutorial', 'muted');
  return { ...view, rows: [[...view.rows[0]!, hint]] };
}

function withMenu(
  rows: readonly Row[],
  { prompt, problems, width, height }: QueryRowsOptions,
  { cursor, cellOf }: EditorView,
): readonly Row[] {
  const { menu, field } = prompt;
  const room = height - cursor.row - 1;
  if (menu === undefined || room < 1) return rows;
  const text = fieldText(field);
  const [first] = problems;
  const isTold = first !== undefined && room > 2 && !isUnfinished(text, first, fieldOffset(field));
  const told = isTold ? [fitRow(problemRow(text, problems, false), width)] : [];
  const word = cellOf(splitGraphemes(text.slice(0, menu.candidates[0]!.span.start)).length);
  // The labels stand right below the word that they would take the place of.
  const column = Math.max(0, (word?.row === cursor.row ? word.column : cursor.column) - 1);
  const offers = menuRows(menu, width, room - told.length);
  const below = layOver(rows, offers, { row: cursor.row + 1, column }, { width, height });
  return layOver(below, told, { row: cursor.row + 1 + offers.length, column: 0 }, { width, height });
}

function errorRows({ result: { status, error, retryAt }, now }: QueryRowsOptions): readonly Row[] {
  if (error === undefined) return [];
  if (status === 'waiting' && retryAt !== undefined) {
    const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
    const wait = `asked again in ${seconds} s; Esc gives up`;
    return [[span(`  ! ${error.message}`, 'warn')], [span(`  → ${wait}`, 'hint')]];
  }
  if (status !== 'failed') return [];
  const hint = error.hint === undefined ? [] : [[span(`  → ${error.hint}`, 'hint')]];
  return [[span(`  ✗ ${error.message}`, 'bad')], ...hint];
}

function resultRows(options: QueryRowsOptions, room: number): readonly Row[] {
  const { result, results, prompt, focused, width } = options;
  if (room < 1 || (result.pages === 0 && results.rows.length === 0)) return [];
  if (results.rows.length === 0) return [[span('   no rows', 'muted')], ...doubtRows(options)];
  if (room < 2) return [];
  const isBrowsing = focused && prompt.mode === 'results';
  const view = onTable(prompt.table, results.rows.length, results.columns.length);
  const table = { model: results, view, isBrowsing, width, height: room };
  return (prompt.table.isChart ? chartRows(table) : tableRows(table)).map(row =>
    rowWidth(row) > width ? fitRow(row, width) : row,
  );
}

/** The key takes the fix while the query that found nothing stands in the prompt. */
function doubtRows({ doubt, prompt, focused, width }: QueryRowsOptions): readonly Row[] {
  if (doubt === undefined) return [];
  const isTyping = focused && prompt.mode === 'prompt' && fieldText(prompt.field) === doubt.text;
  const fix = doubt.fix === undefined || !isTyping ? [] : [span(`^F ${doubt.fix.title}`, 'hint')];
  const told = [span(`   ${doubt.message}`, 'warn')];
  const isTogether = rowWidth(told) + 3 + rowWidth(fix) <= width;
  if (fix.length === 0) return [told];
  return isTogether ? [[...told, span('   '), ...fix]] : [told, [span('   '), ...fix]];
}
