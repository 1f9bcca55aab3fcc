import type { StoreName } from './store-name.ts';

/** The version this program writes. Older ones are read through `migrations.ts`, newer ones refused. */
export const formatVersion = 2;

/** The first line of each file of a store, blanks up to this length: `head -1` tells what it is. */
export const fileHeaderBytes = 32;

export function fileHeader(type: StoreName['type'], version = formatVersion): Buffer {
  return Buffer.from(`${`twin-tui hub ${type} ${version}`.padEnd(fileHeaderBytes - 1)}\n`);
}

/** The version, or undefined when this is no header of a file of this type. */
export function parseFileHeader(bytes: Buffer, type: StoreName['type']): number | undefined {
  const match = /^twin-tui hub (log|snapshot) (\d{1,6}) *\n$/.exec(bytes.toString('latin1', 0, fileHeaderBytes));
  return match && match[1] === type ? Number(match[2]) : undefined;
}
