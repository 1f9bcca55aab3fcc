import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryCertificates } from '../../../src/hub/certificates/certificates.ts';
import { UntakenAnswers, type UntakenBounds } from '../../../src/hub/http/untaken-answers.ts';

/** More than the system holds for a socket. */
const large = Buffer.alloc(20 * 2 ** 20, 'x');

/** A server that answers everything with `body`. */
async function serverOf(bounds: UntakenBounds, body: string | Buffer = large) {
  const { key, cert, ca } = await temporaryCertificates(['localhost'], Date.now());
  const answers = new UntakenAnswers(bounds);
  const responses: ServerResponse[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    responses.push(response);
    response.writeHead(200, { 'Content-Length': Buffer.byteLength(body) });
    answers.write(request, response, body);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const ask = async (count = 1): Promise<TLSSocket> => {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost' });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    await once(socket, 'secureConnect');
    const before = responses.length;
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(count));
    while (responses.length < before + 1) await once(server, 'request');
    return socket;
  };
  return { ask, responses };
}

async function bytesOf(socket: TLSSocket, wanted: number): Promise<number> {
  let taken = 0;
  for await (const chunk of socket) {
    taken += (chunk as Buffer).length;
    if (taken >= wanted) break;
  }
  return taken;
}

it('an answer of which nothing is taken is given up', async () => {
  const { ask, responses } = await serverOf({ patience: 200 });
  await ask();
  await once(responses[0]!, 'close');
  expect(responses[0]!.writableFinished).toBe(false);
});

it('a slow reader gets all of its answer, though that takes many times as long', async () => {
  const [patience, interval] = [1_000, 5];
  // How much a stream gives at a time differs among versions of Node.
  const sipSize = Math.ceil((large.length * interval) / (4 * patience));
  const { ask, responses } = await serverOf({ patience });
  const start = performance.now();
  const socket = await ask();
  let taken = 0;
  const sip = setInterval(() => {
    taken += (socket.read(sipSize) as Buffer | null)?.length ?? 0;
  }, interval);
  onTestFinished(() => clearInterval(sip));
  socket.on('readable', () => {});
  await once(responses[0]!, 'finish');
  expect(performance.now() - start).toBeGreaterThan(2 * patience);
  expect(taken).toBeGreaterThan(large.length / 2);
});

it('beyond their bound the answers that have waited longest are given up', async () => {
  const { ask, responses } = await serverOf({ patience: 60_000, most: 2.5 * large.length });
  const sockets = [await ask(), await ask()];
  const first = once(responses[0]!, 'close');
  const last = await ask();
  await first;
  expect(responses.map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
  expect(await bytesOf(sockets[1]!, large.length)).toBeGreaterThan(large.length);
  expect(await bytesOf(last, large.length)).toBeGreaterThan(large.length);
});

it('one answer may be larger than the bound, many in a row on one connection may not', async () => {
  const { ask, responses } = await serverOf({ patience: 60_000, most: large.length / 2 });
  const alone = await ask();
  expect(await bytesOf(alone, large.length)).toBeGreaterThan(large.length);
  await ask(5);
  await once(responses[1]!, 'close');
  expect(responses[1]!.writableFinished).toBe(false);
});

it('answers that were taken are not counted', async () => {
  const { ask, responses } = await serverOf({ patience: 60_000, most: 1_000 }, 'ä'.repeat(300));
  for (let count = 1; count <= 5; count++) {
    const socket = await ask();
    expect(await bytesOf(socket, 600)).toBeGreaterThan(600);
    expect(responses.length).toBe(count);
  }
});
