import { bounds } from '../../lib/bounds.ts';
import { crc32 } from './crc32.ts';

/**
 * Logs and snapshots are a file header and frames. A frame is what one write brought to the disk: it is there whole or
 * not at all. Its header, all numbers little-endian: mark, sequence number in the file from 1, length of the payload,
 * CRC-32 of the payload, CRC-32 of the four before.
 */
export const frameHeaderBytes = 20;

/** 0xf5 occurs in no UTF-8 text, so payloads do not look like frames. */
export const frameMark = Buffer.from([0xf5, 0x54, 0x57, 0x4e]);
const mark = frameMark.readUInt32LE();

/** A frame that claims more is damaged. */
const longestPayload = bounds.store.frame;

export type FrameHeader = { readonly sequence: number; readonly length: number; readonly crc: number };

/** Writes the header into the space left before the payload. */
export function sealFrame(frame: Buffer, sequence: number): void {
  const payload = frame.subarray(frameHeaderBytes);
  frame.writeUInt32LE(mark, 0);
  frame.writeUInt32LE(sequence, 4);
  frame.writeUInt32LE(payload.length, 8);
  frame.writeUInt32LE(crc32(payload), 12);
  frame.writeUInt32LE(crc32(frame.subarray(0, 16)), 16);
}

/** Undefined when there is no whole and undamaged header at this place. */
export function readFrameHeader(bytes: Buffer, offset: number): FrameHeader | undefined {
  if (bytes.length - offset < frameHeaderBytes || bytes.readUInt32LE(offset) !== mark) return undefined;
  if (bytes.readUInt32LE(offset + 16) !== crc32(bytes.subarray(offset, offset + 16))) return undefined;
  const length = bytes.readUInt32LE(offset + 8);
  if (length > longestPayload) return undefined;
  return { sequence: bytes.readUInt32LE(offset + 4), length, crc: bytes.readUInt32LE(offset + 12) };
}
