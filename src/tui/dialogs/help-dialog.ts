import { type Binding, type Place, placeNames } from '../keys/binding.ts';
import { bindings } from '../keys/key-table.ts';
import { showKey } from '../keys/show-key.ts';
import { placesOf } from '../panes/footer-row.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { blanks, fitRow, type Row, span } from '../text/row.ts';
import { type Dialog, lastTop, moreBelow, type Room, scrolled } from './dialog.ts';

const keyWidth = 13;
const columnWidth = 56;
const order: readonly Place[] = ['device', 'twin', 'copy', 'search', 'query', 'results', 'global', 'always'];

type Help = Omit<Extract<Overlay, { kind: 'help' }>, 'kind'>;

/** All keys by the place they hold in, those of the present place first; in two columns where there is room. */
export function helpDialog(state: ScreenState, { top, under }: Help, room: Room): Dialog {
  const here = placesOf({ ...state, overlay: under });
  const all = [...new Set<Place>([...here, ...order, ...bindings.map(({ place }) => place)])];
  const groups = all.map(groupRows);
  const isWide = room.width >= 2 * columnWidth - 8;
  const width = isWide ? Math.min(room.width, 2 * columnWidth + 2) : room.width;
  const rows = isWide ? besideEachOther(groups, Math.floor((width - 2) / 2)) : groups.flat();
  return {
    title: 'Help',
    status: moreBelow(rows, top, room.height),
    width: width + 4,
    rows: scrolled(rows, top, room.height),
    last: lastTop(rows, room.height),
  };
}

function groupRows(place: Place): readonly Row[] {
  const lines = bindings.filter(binding => binding.place === place && binding.keys.length > 0).map(bindingRow);
  return [[span(placeNames[place], 'title')], ...lines, []];
}

function bindingRow({ keys, help }: Binding): Row {
  const names = keys.map(showKey).join(' ');
  return [span(`  ${names.padEnd(keyWidth - 2)}`, 'hint'), span(help)];
}

/** Lays groups of keys out in two columns. A group stays whole, and goes where there is less so far. */
function besideEachOther(groups: readonly (readonly Row[])[], width: number): readonly Row[] {
  const left: Row[] = [];
  const right: Row[] = [];
  for (const group of groups) (left.length <= right.length ? left : right).push(...group);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...fitRow(left[index] ?? [], width),
    blanks(2),
    ...(right[index] ?? []),
  ]);
}
