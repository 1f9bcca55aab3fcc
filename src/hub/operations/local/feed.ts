import type { ServerResponse } from 'node:http';
import { bounds } from '../../../lib/bounds.ts';
import type { HubContext } from '../../context.ts';
import type { HubEventRecord } from '../../feed.ts';
import type { Operation } from '../../http/operation.ts';
import { endWithToken } from './end-with-token.ts';
import { feedLine } from './feed-line.ts';

/** Bytes that may wait for a slow reader; beyond that it misses events, and is told how many. */
const mostWaiting = bounds.rest.untakenByStream;
/** Milliseconds between empty lines, by which both sides notice a dead connection: what is shown as live is no older. */
const heartbeat = 5_000;

/**
 * All that happens in the hub, one JSON record a line, until the reader leaves or its token expires: the records of
 * `HubEvent` with `sequence` and `at`, and `{"type":"gap","missed":n}`. With `?what=changes` wire records are left out,
 * which spares the hub making them. Not part of IoT Hub.
 */
export const feed: Operation = {
  name: 'Feed',
  method: 'GET',
  path: '/$twin-tui/feed',
  access: 'owner',
  run: (context, request) => ({
    status: 200,
    headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
    stream: response => {
      write(context, response, request.query.get('what') === 'changes' ? 'changes' : 'all');
      endWithToken(context, request, response);
    },
  }),
};

function write(context: HubContext, response: ServerResponse, what: 'all' | 'changes'): void {
  let missed = 0;
  const tell = (event: HubEventRecord): void => {
    if (response.writableEnded) return;
    if (response.writableLength > mostWaiting) {
      missed++;
      return;
    }
    if (missed > 0) response.write(`${JSON.stringify({ type: 'gap', missed })}\n`);
    missed = 0;
    response.write(feedLine(event));
  };
  const unsubscribe = context.feed.subscribe(tell, what);
  const beat = setInterval(() => {
    if (response.writableLength === 0 && !response.writableEnded) response.write('\n');
  }, heartbeat);
  beat.unref();
  response.on('close', () => {
    unsubscribe();
    clearInterval(beat);
  });
}
