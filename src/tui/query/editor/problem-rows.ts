import { splitGraphemes } from '../../../lib/text.ts';
import type { Problem } from '../../../query/language/syntax-error.ts';
import { fieldOffset, fieldText, type TextField } from '../../edit/text-field.ts';
import { type Row, span } from '../../text/row.ts';
import { isUnfinished } from '../problems.ts';
import type { EditorView } from './editor-view.ts';

/** What is wrong and where. Quiet, and without a mark, while the text is still being typed to its end. */
export function problemRows(field: TextField, problems: readonly Problem[], view: EditorView): readonly Row[] {
  const [first] = problems;
  if (first === undefined) return [];
  const text = fieldText(field);
  const isQuiet = isUnfinished(text, first, fieldOffset(field));
  return [...(isQuiet ? [] : caretRows(text, first, view)), problemRow(text, problems, isQuiet)];
}

/** In one line: what was expected, and the fix with its key or else the hint. */
export function problemRow(text: string, problems: readonly Problem[], isQuiet: boolean): Row {
  const first = problems[0]!;
  const more = problems.length > 1 && !isQuiet ? `  (and ${problems.length - 1} more)` : '';
  const place = text.includes('\n') && !isQuiet ? `line ${first.line}, column ${first.column}: ` : '';
  const fixed = problems.find(({ fix }) => fix !== undefined)?.fix;
  const help = fixed !== undefined ? `   ^F ${fixed.title}` : first.hint === undefined ? '' : `   ${first.hint}`;
  return [span(`  ${place}${first.message}${more}`, isQuiet ? 'muted' : 'bad'), span(help, isQuiet ? 'muted' : 'hint')];
}

/** Below the last line a mark can only be seen where the text ends there. */
function caretRows(text: string, { span: range }: Problem, view: EditorView): readonly Row[] {
  const start = splitGraphemes(text.slice(0, range.start)).length;
  const place = view.cellOf(start);
  if (place === undefined || place.row !== view.rows.length - 1) return [];
  const length = Math.max(1, splitGraphemes(text.slice(range.start, range.end)).length);
  const end = view.cellOf(start + length);
  const width = end !== undefined && end.row === place.row ? Math.max(1, end.column - place.column) : 1;
  return [[span(`${' '.repeat(place.column)}${'^'.repeat(width)}`, 'bad')]];
}
