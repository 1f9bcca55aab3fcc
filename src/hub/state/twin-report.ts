import { type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import type { Timestamp, TwinState } from '../../twin/twin.ts';
import { reportTwinAgain } from '../../twin/write.ts';

/** A patch of reported properties that was accepted: of the twin in bench/hub it takes 80 bytes, the twin 2,510. */
export type TwinReport = {
  /** JSON in UTF-8, as the device wrote it. */
  readonly patch: Buffer;
  readonly at: Timestamp;
  /** Of the reported section, with the patch in it. */
  readonly version: number;
};

/** Hundreds of reports fall into one millisecond. */
let latest = { at: '', text: Buffer.alloc(0) };

/** The patch goes to the disk as it came, and is not written anew from the objects it was read into. */
export function reportText({ patch, at, version }: TwinReport): readonly [string, Buffer, Buffer, string] {
  if (at !== latest.at) latest = { at, text: Buffer.from(`,"${at}",`) };
  return [`[${version}`, latest.text, patch, ']'];
}

type ReadReport = Omit<TwinReport, 'patch'> & { readonly patch: JsonObject };

export function parseReport(json: Buffer): ReadReport {
  const [version, at, patch] = JSON.parse(json.toString()) as [number, Timestamp, { [key: string]: Json }];
  return { version, at, patch: toBareObject(patch) };
}

/**
 * The twin with a report that was read from the disk; undefined when the report is none of this twin's next. A snapshot
 * holds what was written while it was made, and the log holds it again; and where a twin was deleted and made anew
 * meanwhile, the reports of the old one come before the new one is told of.
 */
export function replayReport(twin: TwinState | undefined, { patch, at, version }: ReadReport): TwinState | undefined {
  return twin?.reported.version === version - 1 ? reportTwinAgain(twin, patch, at) : undefined;
}
