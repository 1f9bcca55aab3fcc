import type { TwinWriter } from '../../src/hub/twins/twin-writer.ts';
import type { JsonObject } from '../../src/lib/json.ts';
import type { TwinState } from '../../src/twin/twin.ts';

/** A patch of reported as a device makes it, without the network. */
export function report(twins: TwinWriter, key: string, patch: JsonObject): Promise<TwinState> {
  const text = Buffer.from(JSON.stringify(patch));
  return new Promise((accepted, refused) => twins.report(key, { text, read: () => patch }, { accepted, refused }));
}
