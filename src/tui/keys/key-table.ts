import type { Binding, Place } from './binding.ts';
import { deviceListKeys } from './table/devices.ts';
import { dialogKeys } from './table/dialogs.ts';
import { everywhereKeys } from './table/everywhere.ts';
import { paneKeys } from './table/panes.ts';
import { queryKeys } from './table/query.ts';

/** Every key of the screen. Help, the line at the bottom and the tests are made from it. design 3. */
const keyTable = [...everywhereKeys, ...paneKeys, ...queryKeys, ...dialogKeys, ...deviceListKeys] as const;

export type Act = (typeof keyTable)[number]['act'];

/** All bindings, as the table has them. */
export const bindings: readonly Binding[] = keyTable;

const byPlace = new Map<string, Act>(
  keyTable.flatMap(({ place, act, keys }) => keys.map((key): [string, Act] => [`${place} ${key}`, act])),
);

/** What a key means in a place; undefined when nothing. */
export function actOf(place: Place, key: string): Act | undefined {
  return byPlace.get(`${place} ${key}`);
}

export function bindingsOf(places: readonly Place[]): readonly Binding[] {
  return bindings.filter(({ place }) => places.includes(place));
}
