import type { JsonObject } from '../../lib/json.ts';
import type { Group } from '../../query/engine/groups.ts';
import type { Continuation } from './continuation.ts';
import type { Page } from './hub-queries.ts';
import { PageWriter } from './page-writer.ts';

/** Characters of a group's key that a token holds: it travels in a header. */
const heldKey = 1024;

/**
 * One page of groups. The token names the last group, so that groups that come and go between pages shift nothing; of
 * groups whose keys begin alike for longer than a token can hold, it counts those that were given.
 */
export function groupPage(
  groups: readonly Group[],
  rowOf: (group: Group) => JsonObject,
  { from, size }: { readonly from: Continuation; readonly size: number },
): Page {
  const writer = new PageWriter();
  const after = from.after ?? '';
  const isFirst = from.after === undefined;
  const rest = isFirst ? groups : skip(groups, after, from.at);
  const given = rest.slice(0, size);
  for (const group of given) writer.row(JSON.stringify(rowOf(group)));
  const hasMore = rest.length > size;
  return { itemType: 'Raw', rows: writer.rows, body: writer.end(), next: hasMore ? nextOf(groups, given) : undefined };
}

function skip(groups: readonly Group[], after: string, count: number): readonly Group[] {
  const start = groups.findIndex(group => group.key.slice(0, heldKey) >= after);
  if (start < 0) return [];
  const alike = groups.slice(start).findIndex(group => group.key.slice(0, heldKey) !== after);
  const same = alike < 0 ? groups.length - start : alike;
  return groups.slice(start + Math.min(count, same));
}

function nextOf(groups: readonly Group[], given: readonly Group[]): Continuation {
  const last = given.at(-1)!;
  const after = last.key.slice(0, heldKey);
  const at = groups.indexOf(last) + 1 - groups.findIndex(group => group.key.slice(0, heldKey) === after);
  return { at, after };
}
