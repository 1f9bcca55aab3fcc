import type { Candidate } from '../../../query/completion/candidate.ts';
import type { Catalogue } from '../../../query/completion/catalogue.ts';
import { complete } from '../../../query/completion/complete.ts';
import { fieldOffset, fieldText, replaceRange, type TextField } from '../../edit/text-field.ts';
import { withoutExplain } from '../explain-prefix.ts';
import type { Menu } from '../prompt.ts';

/** What can be written at the cursor; undefined where there is nothing to offer, or nothing is left to write. */
export function menuAt(field: TextField, catalogue: Catalogue): Menu | undefined {
  const text = fieldText(field);
  const offset = fieldOffset(field);
  const candidates = candidatesAt(text, offset, catalogue);
  const [first] = candidates;
  const isDone = candidates.length === 1 && text.slice(first!.span.start, first!.span.end) === first!.insert;
  // Right behind a value a blank comes first: until then it may be Enter that follows.
  const isBehindValue = first?.span.start === offset && /['")\]]/.test(text.charAt(offset - 1));
  return first === undefined || isDone || isBehindValue ? undefined : { candidates, index: 0, moved: false };
}

function candidatesAt(text: string, offset: number, catalogue: Catalogue): readonly Candidate[] {
  const { candidates } = complete(withoutExplain(text), offset, catalogue);
  const start = /^\s*([a-z]+)$/i.exec(text.slice(0, offset));
  if (start === null || !'EXPLAIN'.startsWith(start[1]!.toUpperCase())) return candidates;
  const span = { start: offset - start[1]!.length, end: offset };
  const detail = 'how the local hub answers the query';
  return [...candidates, { label: 'EXPLAIN', insert: 'EXPLAIN', kind: 'keyword', detail, span }];
}

/** The field with a candidate taken, and what can follow where that is plain: behind a point, a bracket or a blank. */
export function accept(
  field: TextField,
  { span, insert }: Candidate,
  catalogue: Catalogue,
): { readonly field: TextField; readonly menu: Menu | undefined; readonly hasBlank: boolean } {
  const behind = fieldText(field).slice(span.end);
  const hasBlank = !/[.([]$/.test(insert) && !/^\s/.test(behind);
  const written = hasBlank ? `${insert} ` : insert;
  const next = replaceRange(field, span, written);
  const goesOn = /[.([ ]$/.test(written) && behind.trim() === '';
  return { field: next, menu: goesOn ? menuAt(next, catalogue) : undefined, hasBlank };
}

/** What a person types behind a blank that was put there for them: a second one is not meant, a comma stands closer. */
export function typedBehindBlank(field: TextField, text: string): TextField | undefined {
  if (text === ' ') return { ...field };
  if (text !== ',' && text !== ')' && text !== '.') return undefined;
  const end = fieldOffset(field);
  return replaceRange(field, { start: end - 1, end }, text);
}
