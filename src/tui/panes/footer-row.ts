import { fieldRow } from '../dialogs/field-row.ts';
import type { Binding, Place } from '../keys/binding.ts';
import { bindingsOf } from '../keys/key-table.ts';
import { showKey } from '../keys/show-key.ts';
import { queryPlaces } from '../query/keys/query-places.ts';
import type { Notice, ScreenState } from '../state.ts';
import { fitRow, type Row, rowWidth, span, spread } from '../text/row.ts';

/** What is being typed, else what just happened; then the keys that matter here, as many as there is room for. */
export function footerRow(state: ScreenState, width: number): Row {
  const { search } = state.twin;
  if (state.overlay === undefined && state.focus === 'twin' && search?.isTyping)
    return spread(fieldRow(search.field, width - 30, ' /'), [span('⏎ find  n N next  Esc leave ', 'muted')], width);
  const told = state.notice === undefined ? [] : noticeRow(state.notice, width);
  const row = [...told];
  for (const { keys, footer } of shortBindings(placesOf(state))) {
    const binding = [span(` ${showKey(keys[0]!)}`, 'hint'), span(` ${footer}  `, 'muted')];
    if (rowWidth(row) + rowWidth(binding) > width) break;
    row.push(...binding);
  }
  return fitRow(row, width);
}

/** Help first, so that it never falls off, by the key that opens it here; then what only this place has. */
function shortBindings(places: readonly Place[]): readonly Binding[] {
  const help = places.includes('global') ? 'help' : 'help-anywhere';
  const isOtherHelp = ({ act }: Binding) => act !== help && (act === 'help' || act === 'help-anywhere');
  const all = bindingsOf(places).filter(binding => binding.footer !== undefined && !isOtherHelp(binding));
  const rank = ({ act, place }: Binding) => (act === help ? -1 : places.indexOf(place));
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

/** Where there is no room for both, what happened gives way: what to do next is not to be guessed. */
function noticeRow({ tone, text, hint }: Notice, width: number): Row {
  const mark = tone === 'good' ? '✓' : tone === 'warn' ? '!' : '✗';
  const told: Row = [span(` ${mark} ${text}`, tone)];
  if (hint === undefined) return rowWidth(told) > width ? fitRow(told, width) : [...told, span('   ')];
  const next: Row = [span(`   → ${hint}`, 'hint')];
  const room = Math.max(Math.floor(width / 3), width - rowWidth(next));
  return rowWidth(told) > room ? [...fitRow(told, room), ...next] : [...told, ...next, span('   ')];
}
