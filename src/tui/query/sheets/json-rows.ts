import { safeJson } from '../../../lib/escape.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { cells, type SafeText, splitGraphemes } from '../../../lib/text.ts';
import { type Row, type Span, span } from '../../text/row.ts';
import type { Tone } from '../../theme.ts';

/** A value as indented JSON in its colours; lines wider than `width` cells go on below. */
export function jsonRows(value: Json, width: number): readonly Row[] {
  return linesOf(value, 0, '').flatMap(line => wrapped(line, width));
}

type Line = { readonly indent: number; readonly spans: readonly Span[] };

function linesOf(value: Json, indent: number, behind: string, key?: string): readonly Line[] {
  const name = key === undefined ? [] : [span(safeJson(key), 'key'), span(': ')];
  const isArray = Array.isArray(value);
  if (!isArray && !isObject(value)) {
    return [{ indent, spans: [...name, span(safeJson(value), toneOf(value)), span(behind)] }];
  }
  const [opening, closing] = isArray ? '[]' : '{}';
  const entries = isArray ? (value as readonly Json[]).map(each => [undefined, each] as const) : Object.entries(value);
  if (entries.length === 0) return [{ indent, spans: [...name, span(`${opening}${closing}${behind}`)] }];
  return [
    { indent, spans: [...name, span(opening!)] },
    ...entries.flatMap(([inner, each], at) => linesOf(each, indent + 2, at < entries.length - 1 ? ',' : '', inner)),
    { indent, spans: [span(`${closing}${behind}`)] },
  ];
}

function toneOf(value: Json): Tone {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'constant';
}

/** Nothing of a value is cut off: what does not fit stands below, further in. */
function wrapped({ indent, spans }: Line, width: number): readonly Row[] {
  const rows: Span[][] = [[span(' '.repeat(indent))]];
  let used = indent;
  for (const piece of spans) {
    for (const part of parts(piece, width)) {
      const size = cells(part.text);
      if (used + size > width && used > indent + 4) {
        rows.push([span(' '.repeat(indent + 4))]);
        used = indent + 4;
      }
      rows.at(-1)!.push(part);
      used += size;
    }
  }
  return rows;
}

/** A piece as it is where it is short, else by character, which can be broken anywhere. */
function parts(piece: Span, width: number): readonly Span[] {
  if (cells(piece.text) <= width / 2) return [piece];
  return chunks(splitGraphemes(piece.text)).map(text => ({ ...piece, text: text as SafeText }));
}

function chunks(graphemes: readonly string[]): readonly string[] {
  const size = 4;
  return Array.from({ length: Math.ceil(graphemes.length / size) }, (_, at) =>
    graphemes.slice(at * size, at * size + size).join(''),
  );
}
