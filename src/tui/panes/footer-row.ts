import { fieldRow } from '../dialogs/field-row.ts';
import type { Binding, Place } from '../keys/binding.ts';
import { bindingsOf } from '../keys/key-table.ts';
import { showKey } from '../keys/show-key.ts';
import { queryPlaces } from '../query/keys/query-places.ts';
import type { Notice, Overlay, ScreenState } from '../state.ts';
import { fitRow, type Row, rowWidth, span, spread } from '../text/row.ts';

/** Lists in which something is done keep their keys below until it is told how that went. */
const tellsNotices: ReadonlySet<Overlay['kind']> = new Set(['wire', 'devices', 'modules', 'jobs', 'preview']);

/** What is being typed, else what just happened, else the keys that matter here. */
export function footerRow(state: ScreenState, width: number): Row {
  const { search } = state.twin;
  const isBare = state.overlay === undefined;
  if (isBare && state.focus === 'twin' && search?.isTyping)
    return spread(fieldRow(search.field, width - 30, ' /'), [span('⏎ find  n N next  Esc leave ', 'muted')], width);
  if (state.notice !== undefined && (isBare || tellsNotices.has(state.overlay!.kind)))
    return fitRow(noticeSpans(state.notice), width);
  const row = shortBindings(placesOf(state)).flatMap(({ keys, footer }) => [
    span(` ${showKey(keys[0]!)}`, 'hint'),
    span(` ${footer}  `, 'muted'),
  ]);
  while (rowWidth(row) > width && row.length > 2) row.length -= 2;
  return fitRow(row, width);
}

/** Help first, so that it never falls off; then what only this place has. */
function shortBindings(places: readonly Place[]): readonly Binding[] {
  const all = bindingsOf(places).filter(({ footer }) => footer !== undefined);
  const rank = ({ act, place }: Binding) => (act === 'help' ? -1 : places.indexOf(place));
  return [...all].sort((one, other) => rank(one) - rank(other));
}

/** Where keys hold now, the nearest place first. */
export function placesOf({ overlay, focus, query, twin }: ScreenState): readonly Place[] {
  if (overlay?.kind === 'devices' && overlay.isTyping) return ['devices-filter'];
  if (overlay !== undefined) return [overlay.kind];
  if (focus === 'twin' && twin.isCopying) return ['copy'];
  if (focus === 'twin' && twin.search?.isTyping) return ['search'];
  if (focus !== 'query') return [focus, 'global', 'always'];
  return queryPlaces(query);
}

function noticeSpans({ tone, text, hint }: Notice): Row {
  const mark = tone === 'good' ? '✓' : tone === 'warn' ? '!' : '✗';
  return [span(` ${mark} ${text}`, tone), span(hint === undefined ? '' : `   → ${hint}`, 'hint')];
}
