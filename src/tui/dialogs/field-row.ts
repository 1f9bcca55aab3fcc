import { cells, safe } from '../../lib/text.ts';
import type { TextField } from '../edit/text-field.ts';
import type { ShownProblem } from '../state.ts';
import { blanks, type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';

/** A field being typed in, moved so that the cursor is seen. */
export function fieldRow({ graphemes, cursor }: TextField, width: number, prompt = '› '): Row {
  const first = firstShown({ graphemes, cursor }, width, prompt);
  return [
    span(prompt, 'focus'),
    span(graphemes.slice(first, cursor).map(safe).join('')),
    span(graphemes[cursor] ?? ' ', undefined, { inverse: true }),
    span(graphemes.slice(cursor + 1).join('')),
  ];
}

/** A mark under the cursor's place in the row of the field. */
export function caretRow(field: Pick<TextField, 'graphemes' | 'cursor'>, width: number, prompt = '› '): Row {
  const first = firstShown(field, width, prompt);
  const before = field.graphemes.slice(first, field.cursor).map(safe).join('');
  return [blanks(cells(prompt) + cells(before)), span('^', 'bad')];
}

function firstShown(
  { graphemes, cursor }: Pick<TextField, 'graphemes' | 'cursor'>,
  width: number,
  prompt: string,
): number {
  let room = Math.max(1, width - cells(prompt) - 2);
  let first = cursor;
  while (first > 0 && cells(safe(graphemes[first - 1]!)) <= room) room -= cells(safe(graphemes[--first]!));
  return first;
}

/** Until the hub has answered, which may take long. */
export const sendingRow: Row = [span('sending… Esc leaves; how it ends is told below', 'warn')];

/** What is wrong and what to try; whole where a width is given. */
export function problemRows(problem: ShownProblem | undefined, width?: number): readonly Row[] {
  if (problem === undefined) return [];
  return [...signed('✗ ', problem.message, 'bad', width), ...signed('→ ', problem.hint, 'hint', width)];
}

function signed(sign: string, text: string, tone: Tone, width: number | undefined): readonly Row[] {
  const lines = width === undefined ? [text] : wrapped(text, width - cells(sign));
  return lines.map((line, index): Row => [span(index === 0 ? sign : '  ', tone), span(line, tone)]);
}
