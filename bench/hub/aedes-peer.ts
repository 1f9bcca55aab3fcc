import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { Aedes, type Client } from 'aedes';
import type { PeerOptions } from './peer-process.ts';
import { sampleDesired } from './sample.ts';

type Values = { [key: string]: unknown };
type Twin = { readonly reported: Values; version: number; answer: string };

/** The general-purpose broker of this language, answering twin requests from memory: no disk, no rules, no metadata. */
export async function aedesPeer({ tls }: PeerOptions): Promise<number> {
  const broker = await Aedes.createBroker();
  const twins = new Map<string, Twin>();
  broker.on('publish', (packet, client) => {
    if (client === null) return;
    const [path = '', query = ''] = packet.topic.split('?');
    const rid = query.slice('$rid='.length);
    if (path === '$iothub/twin/GET/') {
      answer(client, `$iothub/twin/res/200/?$rid=${rid}`, twinOf(twins, client.id).answer);
    } else if (path === '$iothub/twin/PATCH/properties/reported/') {
      const twin = twinOf(twins, client.id);
      merge(twin.reported, JSON.parse(packet.payload.toString()) as Values);
      twin.version++;
      twin.answer = print(twin);
      answer(client, `$iothub/twin/res/204/?$rid=${rid}&$version=${twin.version}`, '');
    }
  });
  const server = createServer({ key: tls.key, cert: tls.cert, noDelay: true }, socket => broker.handle(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function answer(client: Client, topic: string, payload: string): void {
  client.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, () => {});
}

function twinOf(twins: Map<string, Twin>, id: string): Twin {
  let twin = twins.get(id);
  if (twin === undefined) {
    twin = { reported: {}, version: 1, answer: '' };
    twin.answer = print(twin);
    twins.set(id, twin);
  }
  return twin;
}

function print({ reported, version }: Twin): string {
  return JSON.stringify({ desired: sampleDesired, reported: { ...reported, $version: version } });
}

function merge(into: Values, patch: Values): void {
  for (const [key, value] of Object.entries(patch)) {
    const old = into[key];
    if (value === null) delete into[key];
    else if (isPlain(value) && isPlain(old)) merge(old, value);
    else into[key] = value;
  }
}

function isPlain(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
