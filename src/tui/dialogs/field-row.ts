import { cells, safe } from '../../lib/text.ts';
import type { TextField } from '../edit/text-field.ts';
import type { ShownProblem } from '../state.ts';
import { type Row, span } from '../text/row.ts';

/** A field being typed in, moved so that the cursor is seen. */
export function fieldRow({ graphemes, cursor }: TextField, width: number, prompt = '› '): Row {
  const before = graphemes.slice(0, cursor).map(grapheme => safe(grapheme));
  let room = Math.max(1, width - cells(prompt) - 2);
  let first = cursor;
  while (first > 0 && cells(before[first - 1]!) <= room) room -= cells(before[--first]!);
  return [
    span(prompt, 'focus'),
    span(before.slice(first).join('')),
    span(graphemes[cursor] ?? ' ', undefined, { inverse: true }),
    span(graphemes.slice(cursor + 1).join('')),
  ];
}

export function problemRows(problem: ShownProblem | undefined): readonly Row[] {
  return problem === undefined ? [] : [[span(`✗ ${problem.message}`, 'bad')], [span(`→ ${problem.hint}`, 'hint')]];
}
