import { fieldRow } from '../dialogs/field-row.ts';
import type { Binding, Place } from '../keys/binding.ts';
import { bindingsOf } from '../keys/key-table.ts';
import { showKey } from '../keys/show-key.ts';
import { queryPlaces } from '../query/keys/query-places.ts';
import type { Notice, ScreenState } from '../state.ts';
import { fitRow, type Row, rowWidth, span, spread } from '../text/row.ts';

/**
 * What is being typed, else what just happened; then the keys that matter here, as many as there is room for. `hasMore`:
 * whether what lies over the panes has rows below those that are seen.
 */
export function footerRow(state: ScreenState, width: number, hasMore = true): Row {
  const { search } = state.twin;
  if (state.overlay === undefined && state.focus === 'twin' && search?.isTyping)
    return spread(fieldRow(search.field, width - 30, ' /'), [span('⏎ find  n N next  Esc leave ', 'muted')], width);
  const told = state.notice === undefined ? [] : noticeRow(state.notice, width);
  const isOffered = ({ act, footer }: Binding) => (hasMore || footer !== 'more') && !changesJobs(act, state);
  const all = shortBindings(placesOf(state)).filter(isOffered);
  return fitRow([...told, ...keysThatFit(all, width - rowWidth(told))], width);
}

/** Beside the jobs the screen shows configurations, and changes none. */
function changesJobs(act: string, { overlay }: ScreenState): boolean {
  return overlay?.kind === 'jobs' && overlay.tab === 'configurations' && (act === 'create-job' || act === 'cancel-job');
}

/** Whoever is lost needs these: all others give way to them. */
const kept: readonly string[] = ['help', 'help-anywhere', 'palette', 'quit'];

/** Keys in their order, as many as there is room for beside those that are kept. */
function keysThatFit(bindings: readonly Binding[], width: number): Row {
  const keys = bindings.map(({ act, keys: [key], footer }) => {
    const row: Row = [span(` ${showKey(key!)}`, 'hint'), span(` ${footer}  `, 'muted')];
    return { row, cells: rowWidth(row), isKept: kept.includes(act) };
  });
  let room = width;
  const taken = new Set<Row>();
  for (const part of [keys.filter(({ isKept }) => isKept), keys.filter(({ isKept }) => !isKept)]) {
    for (const { row, cells } of part) {
      if (cells > room) break;
      room -= cells;
      taken.add(row);
    }
  }
  return keys.flatMap(({ row }) => (taken.has(row) ? row : []));
}

/** Help first, by the key that opens it here; then what only this place has. */
function shortBindings(places: readonly Place[]): readonly Binding[] {
  const help = places.includes('global') ? 'help' : 'help-anywhere';
  const isOtherHelp = ({ act }: Binding) => act !== help && (act === 'help' || act === 'help-anywhere');
  const all = bindingsOf(places).filter(binding => binding.footer !== undefined && !isOtherHelp(binding));
  const rank = ({ act, place }: Binding) => (act === help ? -1 : places.indexOf(place));
  return [...all].sort((one, other) => rank(one) - rank(other));
}

/** Where one was when the palette was opened, which has places of its own; not what holds everywhere. */
export function placesUnder(state: ScreenState, under: ScreenState['overlay']): readonly Place[] {
  const places = placesOf({ ...state, overlay: under });
  return places.filter(place => place !== 'global' && place !== 'always');
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
