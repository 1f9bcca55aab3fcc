import type { Candidate } from '../../../query/completion/candidate.ts';
import type { Catalogue } from '../../../query/completion/catalogue.ts';
import { complete } from '../../../query/completion/complete.ts';
import { fieldOffset, fieldText, replaceRange, type TextField } from '../../edit/text-field.ts';
import { withoutExplain } from '../explain-prefix.ts';
import type { Menu } from '../prompt.ts';

/** What can be written at the cursor; undefined where there is nothing to offer, or nothing is left to write. */
export function menuAt(field: TextField, catalogue: Catalogue): Menu | undefined {
  const text = fieldText(field);
  const candidates = candidatesAt(text, fieldOffset(field), catalogue);
  const [first] = candidates;
  const isDone = candidates.length === 1 && text.slice(first!.span.start, first!.span.end) === first!.insert;
  return first === undefined || isDone ? undefined : { candidates, index: 0, moved: false };
}

function candidatesAt(text: string, offset: number, catalogue: Catalogue): readonly Candidate[] {
  const { candidates } = complete(withoutExplain(text), offset, catalogue);
  const start = /^\s*([a-z]+)$/i.exec(text.slice(0, offset));
  if (start === null || !'EXPLAIN'.startsWith(start[1]!.toUpperCase())) return candidates;
  const span = { start: offset - start[1]!.length, end: offset };
  const detail = 'how the local hub answers the query';
  return [...candidates, { label: 'EXPLAIN', insert: 'EXPLAIN', kind: 'keyword', detail, span }];
}

/** The field with a candidate taken, and what can follow where that is plain: behind a point, a bracket or a word. */
export function accept(
  field: TextField,
  { span, insert, kind }: Candidate,
  catalogue: Catalogue,
): { readonly field: TextField; readonly menu: Menu | undefined } {
  const behind = fieldText(field).slice(span.end);
  const isWord = kind === 'keyword' || kind === 'collection' || (kind === 'operator' && !/^[[\])*]$/.test(insert));
  const isFollowed = /^\s/.test(behind);
  const text = isWord && !isFollowed ? `${insert} ` : insert;
  const next = replaceRange(field, span, text);
  const goesOn = /[.([ ]$/.test(text) && behind.trim() === '';
  return { field: next, menu: goesOn ? menuAt(next, catalogue) : undefined };
}
