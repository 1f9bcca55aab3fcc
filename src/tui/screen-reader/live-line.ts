import { type SafeText, safe } from '../../lib/text.ts';
import type { ScreenProps } from '../app/screen.tsx';
import type { TextField } from '../edit/text-field.ts';
import { placeNames } from '../keys/binding.ts';
import { placesOf } from '../panes/footer-row.ts';

/** The one line that changes in place: what is being typed, else where the person is. */
export function liveLine({ state }: ScreenProps): SafeText {
  const { overlay, focus, query, twin } = state;
  const name = placeNames[placesOf(state)[0] ?? 'global'];
  if (overlay !== undefined) return 'field' in overlay ? typed(name, overlay.field) : safe(name);
  if (focus === 'twin' && twin.search?.isTyping) return typed(name, twin.search.field);
  if (focus !== 'query' || query.mode === 'results') return safe(name);
  if (query.search !== undefined) return typed(name, query.search.field);
  const { menu } = query;
  const offer = menu?.candidates[menu.index];
  const count = menu === undefined ? '' : ` (${menu.index + 1} of ${menu.candidates.length})`;
  const offered = offer === undefined ? '' : `   Tab takes ${offer.label}, ${offer.kind}${count}`;
  return safe(`${typed('Query', query.field)}${offered}`);
}

/** The cursor is told where it is not at the end. */
function typed(name: string, { graphemes, cursor }: TextField): SafeText {
  const text = graphemes.join('').replaceAll('\n', ' ');
  const place = cursor === graphemes.length ? '' : `   cursor before ${graphemes[cursor] ?? ''}`;
  return safe(`${name}: ${text}${place}`);
}
