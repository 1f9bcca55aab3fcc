import type { JsonObject } from '../../../lib/json.ts';

export type LiveMark = { readonly kind: 'entered' | 'left' | 'changed'; readonly at: number };
export type LiveRow = { readonly row: JsonObject; readonly mark: LiveMark | undefined };

/** Milliseconds for which a mark is shown, and a row that left stays. */
const markTime = 5_000;

/** Rows as they come from a new query: without marks. */
export function freshRows(rows: readonly JsonObject[]): readonly LiveRow[] {
  return rows.map(row => ({ row, mark: undefined }));
}

/**
 * The rows of the next run of the same query, marked by what became of them since the run before. A row that left
 * stays, marked, behind the one it stood behind. Marks that are older than `markTime` go.
 */
export function nextRows(before: readonly LiveRow[], rows: readonly JsonObject[], now: number): readonly LiveRow[] {
  const known = keyed(before.map(({ row }) => row));
  const old = new Map(before.map((live, index) => [known[index]!, live]));
  const keys = keyed(rows);
  const present = new Set(keys);
  const leavers = leaversBehind(before, known, present, now);
  const merged = rows.flatMap((row, index) => {
    const key = keys[index]!;
    return [{ row, mark: markOf(old.get(key), row, now) }, ...(leavers.get(key) ?? [])];
  });
  return [...(leavers.get(undefined) ?? []), ...merged];
}

/** Drops what has been marked long enough; the same rows when there is nothing to drop. */
export function withoutOldMarks(rows: readonly LiveRow[], now: number): readonly LiveRow[] {
  const isOld = ({ mark }: LiveRow) => mark !== undefined && now - mark.at >= markTime;
  if (!rows.some(isOld)) return rows;
  return rows
    .filter(live => !(isOld(live) && live.mark?.kind === 'left'))
    .map(live => (isOld(live) ? { row: live.row, mark: undefined } : live));
}

function markOf(before: LiveRow | undefined, row: JsonObject, now: number): LiveMark | undefined {
  if (before === undefined || before.mark?.kind === 'left') return { kind: 'entered', at: now };
  if (fingerprint(before.row) !== fingerprint(row)) {
    const isNew = before.mark?.kind === 'entered' && now - before.mark.at < markTime;
    return { kind: isNew ? 'entered' : 'changed', at: now };
  }
  return before.mark !== undefined && now - before.mark.at < markTime ? before.mark : undefined;
}

/** The rows that left, by the key of the last one before them that stayed. */
function leaversBehind(
  before: readonly LiveRow[],
  keys: readonly string[],
  present: ReadonlySet<string>,
  now: number,
): Map<string | undefined, LiveRow[]> {
  const leavers = new Map<string | undefined, LiveRow[]>();
  let behind: string | undefined;
  before.forEach(({ row, mark }, index) => {
    const key = keys[index]!;
    if (present.has(key)) {
      behind = key;
      return;
    }
    const left = mark?.kind === 'left' ? mark : { kind: 'left' as const, at: now };
    if (now - left.at < markTime) leavers.set(behind, [...(leavers.get(behind) ?? []), { row, mark: left }]);
  });
  return leavers;
}

/** A row is the same one when it is of the same device, module or job; a group, when all but its numbers are equal. */
function keyed(rows: readonly JsonObject[]): readonly string[] {
  const times = new Map<string, number>();
  return rows.map(row => {
    const key = keyOf(row);
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return `${key}#${time}`;
  });
}

function keyOf(row: JsonObject): string {
  const { deviceId, moduleId, jobId } = row;
  if (typeof deviceId === 'string') return JSON.stringify([deviceId, moduleId ?? null, jobId ?? null]);
  return JSON.stringify(Object.entries(row).filter(([, value]) => typeof value !== 'number'));
}

/** What counts as a change: not the twin's versions and times, which follow from others. */
function fingerprint(row: JsonObject): string {
  const isOwn = 'etag' in row && 'version' in row;
  return isOwn ? JSON.stringify([row.etag, row.version, row.connectionState, row.status]) : JSON.stringify(row);
}
