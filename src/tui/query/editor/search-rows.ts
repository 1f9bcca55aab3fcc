import { fieldRow } from '../../dialogs/field-row.ts';
import { fieldText } from '../../edit/text-field.ts';
import { type Row, span } from '../../text/row.ts';
import { searchHistory } from '../history/history.ts';
import type { QueryPrompt } from '../prompt.ts';

/** What is searched for, and the newest entry that holds it, the found part marked. */
export function searchRows({ search, history }: QueryPrompt, width: number): readonly Row[] {
  if (search === undefined) return [];
  const pattern = fieldText(search.field);
  const found = searchHistory(history, pattern, search.skip);
  return [fieldRow(search.field, width, 'history › '), foundRow(found, pattern)];
}

function foundRow(found: string | undefined, pattern: string): Row {
  if (found === undefined) return [span('  nothing found', 'warn')];
  const line = found.replace(/\s/g, ' ');
  const at = line.toLowerCase().indexOf(pattern.toLowerCase());
  const end = at + pattern.length;
  return [
    span('  '),
    span(line.slice(0, at)),
    span(line.slice(at, end), 'changed', { underline: true }),
    span(line.slice(end)),
  ];
}
