import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { Hub } from '../../../src/hub/hub.ts';
import { operationTable } from '../../../src/hub/operations/operation-table.ts';
import { mutateText } from './mutate.ts';
import type { Random } from './random.ts';

export type StrangerCounts = { answered: number; closed: number; slowest: number };

const words = [
  ...[
    'GET ',
    'PATCH ',
    'POST ',
    ' HTTP/1.1',
    '\r\n',
    '\r\n\r\n',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
    'Host: evil',
  ],
  ...[
    'If-Match: "*"',
    'x-ms-continuation: e30',
    'x-ms-max-item-count: -1',
    'Content-Encoding: gzip',
    '/twins/',
    '/../',
    '%00',
  ],
  ...[
    '{"tags":',
    '"properties":{"desired":',
    '{"query":"SELECT',
    'Expect: 100-continue',
    'Connection: close',
    'Upgrade: websocket',
  ],
];

/** Requests as bytes: from every operation, with bodies, made by `token`'s owner. */
export function requestSeeds(token: string): readonly string[] {
  const bodies = [
    '{"tags":{"a":1}}',
    '{"query":"SELECT * FROM devices"}',
    '{"methodName":"m","payload":1}',
    '[{"id":"x","importMode":"create"}]',
    '',
  ];
  return operationTable
    .filter(({ path }) => !path.startsWith('/$twin-tui/'))
    .map(({ method, path }, index) => {
      const body = method === 'GET' ? '' : bodies[index % bodies.length]!;
      const place = path.replaceAll(/\{\w+\}/g, 'dev-1');
      return (
        `${method} ${place}?api-version=2021-04-12 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      );
    });
}

/**
 * Sends `count` mutated requests, one at a time, each followed by an end of writing. Throws when one is answered with
 * 500, or neither answered nor closed within 5 s.
 */
export async function sendRequests(
  hub: Hub,
  random: Random,
  seeds: readonly string[],
  count: number,
): Promise<StrangerCounts> {
  const counts = { answered: 0, closed: 0, slowest: 0 };
  for (let index = 0; index < count; index++) {
    const text = mutateText(random, seeds, words);
    const socket = connect({ host: hub.address, port: hub.httpsPort, servername: hub.hostName, ca: hub.ca });
    await once(socket, 'secureConnect');
    const began = performance.now();
    const answer = await exchange(socket, text);
    const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
    if (status === '500') throw new Error(`500 for ${JSON.stringify(text)}: ${answer}`);
    counts[status === undefined ? 'closed' : 'answered']++;
    counts.slowest = Math.max(counts.slowest, performance.now() - began);
  }
  return counts;
}

/** All that comes until the hub closes, or an answer and nothing more. */
function exchange(socket: TLSSocket, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const timer = setTimeout(() => reject(new Error(`no answer within 5 s to ${JSON.stringify(text)}`)), 5_000);
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', chunk => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n\r\n')) done();
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.end(Buffer.from(text));
  });
}
