import { bounds } from '../../../lib/bounds.ts';
import type { Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';
import type { LiveChange } from '../../queries/live-query.ts';
import { endWithToken } from './end-with-token.ts';

/** Bytes that may wait for a slow reader; it is cut off beyond, since a change missed would leave a row wrong for good. */
const mostWaiting = bounds.rest.untakenByStream;
const heartbeat = 15_000;

/**
 * Which twins meet the query of `?query=`: `{"began":n}` with the number of rows now, then one
 * `{"key":…,"change":"entered"|"changed"|"left"}` a line, until the token expires. Not part of IoT Hub.
 */
export const watchQuery: Operation = {
  name: 'WatchQuery',
  method: 'GET',
  path: '/$twin-tui/watch',
  access: 'owner',
  run: async (context, request) => {
    const text = request.query.get('query');
    if (text === null) throw argumentInvalid('the address lacks ?query=');
    const early: LiveChange[] = [];
    let tell = (change: LiveChange): void => void early.push(change);
    const live = await context.localQueries.watch(text, change => tell(change));
    return {
      status: 200,
      headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
      abandon: () => live.close(),
      stream: response => {
        tell = change => {
          if (response.writableEnded) return;
          if (response.writableLength > mostWaiting) response.destroy();
          else response.write(`${JSON.stringify(change)}\n`);
        };
        response.write(`${JSON.stringify({ began: live.keys.size })}\n`);
        for (const change of early) tell(change);
        const beat = setInterval(() => response.writableEnded || response.write('\n'), heartbeat);
        beat.unref();
        endWithToken(context, request, response);
        response.on('close', () => {
          live.close();
          clearInterval(beat);
        });
      },
    };
  },
};
