import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Operation } from '../../http/operation.ts';
import { exportLines } from '../../transfer/export-lines.ts';

/** The whole hub as JSON lines, keys included. Not part of IoT Hub. */
export const exportHub: Operation = {
  name: 'Export',
  method: 'GET',
  path: '/$twin-tui/export',
  access: 'owner',
  holdsKeys: true,
  run: ({ state }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
    // A reader that leaves early ends the export; there is nobody left to tell.
    stream: response => void pipeline(Readable.from(exportLines(state)), response).catch(() => undefined),
  }),
};
