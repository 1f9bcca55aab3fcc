import { sameVersion, type TwinDocument } from '../../twin/twin-document.ts';
import type { ChangedBy, TwinWatch } from '../twin-watch.ts';

type History = TwinWatch['history'];

/**
 * The versions of a file, which several screens may have written: each once, with its author where any line names one.
 * A version lower than the one before is of a twin that was made anew: what was before is another twin's.
 */
export function lastLife(lines: History): History {
  let life = new Map<string, History[number]>();
  let newest = 0;
  for (const line of lines) {
    const { version } = line.document;
    const key = contentKey(line.document);
    const known = life.get(key);
    if (known === undefined && version <= newest) life = new Map();
    if (known === undefined || known.changedBy.by === 'unknown')
      life.set(key, known ? { ...known, ...author(line) } : line);
    newest = known === undefined ? version : Math.max(newest, version);
  }
  return [...life.values()];
}

function author({ changedBy }: History[number]): Pick<History[number], 'changedBy'> {
  return { changedBy };
}

/** What tells two versions apart, those of a twin that was made anew too: its times are others. */
function contentKey({ version, etag, tags, properties }: TwinDocument): string {
  return JSON.stringify([version, etag, tags, properties]);
}

/**
 * What earlier screens have seen, before what this one has. The oldest version seen now is theirs where they know it:
 * they saw it when it came. A twin that was made anew since then shares no version with theirs: nothing of it is taken.
 */
export function recalled(earlier: History, history: History): History {
  const [first, ...rest] = history;
  if (first === undefined) return history;
  const { version } = first.document;
  const key = contentKey(first.document);
  const known = earlier.find(({ document }) => document.version === version && contentKey(document) === key);
  if (known === undefined && earlier.some(({ document }) => document.version >= version)) return history;
  const before = earlier.filter(({ document }) => document.version < version);
  return [...before, known ?? authored(before.at(-1), first), ...rest];
}

/** Who made it can be told when nothing was missed. */
function authored(before: History[number] | undefined, first: History[number]): History[number] {
  if (before === undefined || before.document.version + 1 !== first.document.version) return first;
  return { ...first, changedBy: inferred(before.document, first.document, first.changedBy) };
}

/** Reported is the device's to write, the etag moves with tags and desired. hub-reference 2.3. */
export function inferred(before: TwinDocument | undefined, after: TwinDocument, changedBy: ChangedBy): ChangedBy {
  if (changedBy.by !== 'unknown' || before === undefined) return changedBy;
  const reported = before.properties.reported.$version !== after.properties.reported.$version;
  if (reported === (before.etag !== after.etag)) return changedBy;
  return reported ? { by: 'device' } : { by: 'service', policy: undefined };
}

/**
 * Deleted and made again, a device's twin starts anew, and its versions with it. A device that was seen to be gone may
 * have come back with the very number it had.
 */
export function replaced(before: TwinDocument, after: TwinDocument, wasGone: boolean): boolean {
  const isOlder = wasGone ? after.version <= before.version : after.version < before.version;
  return isOlder && before.deviceEtag !== undefined && after.deviceEtag !== before.deviceEtag;
}

/** An answer to our own write may come after the feed's word of it; it knows better who that was. */
export function named(history: History, document: TwinDocument, changedBy: ChangedBy): History {
  const last = history.at(-1);
  if (last === undefined || !sameVersion(last.document, document) || changedBy.by === 'unknown') return history;
  if (last.changedBy.by === 'this-app') return history;
  return [...history.slice(0, -1), { ...last, changedBy }];
}
