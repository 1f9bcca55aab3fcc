import { bounds } from '../../lib/bounds.ts';
import type { Kind } from '../state/hub-state.ts';

/** `report`: what was merged into a twin, in place of the twin. */
export type StoredKind = Kind | 'report';

/** A change as the disk has it: the value's JSON text in UTF-8, undefined when the key was deleted. */
export type StoredChange = { readonly kind: StoredKind; readonly key: string; readonly json: Buffer | undefined };

/** Numbers on disk; they never change their meaning. */
const kindNumbers: Record<StoredKind, number> = {
  identity: 1,
  twin: 2,
  policy: 3,
  configuration: 4,
  job: 5,
  authority: 6,
  session: 7,
  report: 8,
};
const kindsByNumber = new Map(Object.entries(kindNumbers).map(([kind, number]) => [number, kind as StoredKind]));

/** Kind (1 byte), length of the key (2), length of the value (4); key and value follow. */
export const changeHeaderBytes = 7;
const deleted = 0xffffffff;
export const longestKey = bounds.store.key;

export function writeChangeHeader(
  bytes: Buffer,
  offset: number,
  kind: StoredKind,
  keyBytes: number,
  valueBytes: number | undefined,
): void {
  bytes.writeUInt8(kindNumbers[kind], offset);
  bytes.writeUInt16LE(keyBytes, offset + 1);
  bytes.writeUInt32LE(valueBytes ?? deleted, offset + 3);
}

/** The changes of one frame, in order. Throws when the payload is not made of changes. */
export function* readChanges(payload: Buffer): IterableIterator<StoredChange> {
  let offset = 0;
  while (offset < payload.length) {
    const kind = kindsByNumber.get(payload.readUInt8(offset));
    if (kind === undefined) throw new RangeError(`kind ${payload.readUInt8(offset)} is not known`);
    const keyStart = offset + changeHeaderBytes;
    const keyEnd = keyStart + payload.readUInt16LE(offset + 1);
    const length = payload.readUInt32LE(offset + 3);
    const end = length === deleted ? keyEnd : keyEnd + length;
    if (end > payload.length) throw new RangeError('a change reaches beyond its frame');
    const json = length === deleted ? undefined : payload.subarray(keyEnd, end);
    yield { kind, key: payload.toString('utf8', keyStart, keyEnd), json };
    offset = end;
  }
}
