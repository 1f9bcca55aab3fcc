import { constantWords } from '../language/keywords.ts';
import { findMember, membersOf } from '../language/members.ts';
import { quoteText } from '../language/scan-string.ts';
import type { Offer } from './candidate.ts';
import type { Catalogue } from './catalogue.ts';
import { canonicalPath } from './offer-names.ts';
import type { Place } from './slot.ts';
import type { Word } from './units.ts';

/** What the member on the left holds in real twins, and what it can hold at all. */
export function offerValues(place: Place, word: Word, catalogue: Catalogue): Offer[] {
  const path = canonicalPath(place.operand ?? [], place);
  const learned = catalogue.values(path, word.typed);
  const known = path.length === 1 ? (findMember(membersOf(place.collection), path[0]!)?.values ?? []) : [];
  const others = known.filter(each => !learned.some(({ value }) => value === each));
  const values = [...learned, ...others.map(value => ({ value, count: undefined }))];
  return values
    .filter(({ value }) => word.kind !== 'string' || typeof value === 'string')
    .map(({ value, count }) => ({
      label: String(value),
      insert: typeof value === 'string' ? quoteText(value) : String(value),
      kind: 'value',
      detail: typeof value,
      ...(count === undefined ? {} : { count }),
    }));
}

export function offerConstants(): Offer[] {
  return constantWords.map(word => ({ label: word, insert: word, kind: 'value', detail: 'constant' }));
}
