import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { Preview } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import { wrappedRow } from '../text/wrapped-row.ts';
import { type Dialog, lastTop, type Room, scrolled } from './dialog.ts';
import { problemRows } from './field-row.ts';
import { changeRows, conflictRows, summaryRow, wireRows } from './preview-rows.ts';

type Lock = Pick<ConnectionView, 'locked' | 'permanent'>;

const widest = 100;
/** Where names and values begin: a value that goes on below stays right of the signs. */
const indent = 12;

/** What a write will do, whole, before it is sent; after a conflict, beside what somebody else wrote. */
export function previewDialog(preview: Preview, lock: Lock, room: Room): Dialog {
  const { title, theirs, problem, top } = preview;
  const width = Math.min(room.width, widest - 4);
  const { rows, summary } = bodyOf(preview, width);
  // Above all others, where it is seen however long the patch is.
  const all = problem === undefined ? rows : [...problemRows(problem, width), [], ...rows];
  const locked = lockRows(lock);
  const height = Math.max(1, room.height - locked.length - 2);
  const isLong = all.length > height;
  const first = Math.min(top, lastTop(all, height));
  return {
    title: theirs === undefined ? title : `${title} · conflict`,
    status: isLong
      ? [span(`lines ${first + 1} to ${Math.min(all.length, first + height)} of ${all.length}`, 'hint')]
      : [],
    width: widest,
    rows: [...scrolled(all, top, height), isLong ? summary : [], ...locked, endRow(preview, isLong)],
    last: lastTop(all, height),
  };
}

type Body = Pick<Preview, 'base' | 'theirs'> & {
  readonly width: number;
  readonly rows: readonly Row[];
  readonly summary: Row;
};

/**
 * The last body of a change: 32 KB in many scripts take a third of a second to break into lines, and each key shows
 * them.
 */
const bodies = new WeakMap<Preview['change'], Body>();

function bodyOf(preview: Preview, width: number): Body {
  const { change, base, theirs } = preview;
  const known = bodies.get(change);
  if (known?.base === base && known.theirs === theirs && known.width === width) return known;
  const shown = theirs === undefined ? changeRows(preview) : conflictRows(preview, theirs, width);
  const rows = [...shown, [], ...wireRows(preview)].flatMap(row => wrappedRow(row, width, indent));
  const body = { base, theirs, width, rows, summary: summaryRow(preview) };
  bodies.set(change, body);
  return body;
}

function lockRows({ locked, permanent }: Lock): readonly Row[] {
  if (!locked) return [];
  const how = permanent ? 'start again without --read-only to write' : 'L unlocks writing to this hub';
  return [[span(`! read-only: ${how}`, 'warn')]];
}

function endRow({ sending }: Preview, isLong: boolean): Row {
  const scrolls = isLong ? [span(', ↑ ↓ PgUp PgDn scroll', 'hint')] : [];
  if (sending)
    return [span('sending…', 'warn'), span(' Esc leaves it, the write may still arrive', 'hint'), ...scrolls];
  return [span('⏎ sends it', 'hint'), span(', Esc goes back', 'hint'), ...scrolls];
}
