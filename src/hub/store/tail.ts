import { frameHeaderBytes, frameMark, readFrameHeader } from './frame.ts';
import { payloadOf } from './frame-reader.ts';

/** Disks write at least so many bytes at once. */
const sectorBytes = 512;

/**
 * Whether the bytes after a log's last whole frame are one write that was cut short: by the end of the process or of
 * the power it was never acknowledged, and may be cut off. Anything else is damage to what was acknowledged.
 *
 * A next frame is begun only when the one before is on the disk, so a whole frame further on proves damage. A write cut
 * short ends early, or leaves sectors that were never written, which read as zeros; no JSON has 512 zeros.
 *
 * @param start the offset of `tail` in its file
 * @param sequence the number of the frame that should be here
 */
export function isTorn(tail: Buffer, start: number, sequence: number): boolean {
  if (hasLaterFrame(tail, sequence)) return false;
  if (tail.length < frameHeaderBytes) return true;
  const header = readFrameHeader(tail, 0);
  if (header !== undefined && tail.length < frameHeaderBytes + header.length) return true;
  return hasEmptySector(tail, start);
}

function hasLaterFrame(tail: Buffer, sequence: number): boolean {
  for (let at = tail.indexOf(frameMark, 1); at >= 0; at = tail.indexOf(frameMark, at + 1)) {
    const header = readFrameHeader(tail, at);
    if (header !== undefined && header.sequence > sequence && payloadOf(tail, at, header) !== undefined) return true;
  }
  return false;
}

function hasEmptySector(tail: Buffer, start: number): boolean {
  let from = 0;
  while (from < tail.length) {
    const end = Math.min(tail.length, from + sectorBytes - ((start + from) % sectorBytes));
    if (tail.subarray(from, end).every(byte => byte === 0)) return true;
    from = end;
  }
  return false;
}
