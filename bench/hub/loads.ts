import type { IConnectPacket } from 'mqtt-packet';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import { encodePublish } from '../../src/hub/mqtt/encode.ts';
import { type Load, LoadClient } from './load-client.ts';
import type { Peer, PeerName } from './peer.ts';
import { answers, deviceId, deviceKey, getTopic, patchTopic, sampleReported } from './sample.ts';

/** As long as a twin request and its answer are on average. */
const echoPayload = Buffer.alloc(280, 'x');
/** Behind the two bytes of the topic's length. */
const statusAt = 2 + '$iothub/twin/res/'.length;

const patches = Array.from({ length: 64 }, (_, index) => {
  const connectivity = { signal: -50 - index };
  return encodePublish(patchTopic, Buffer.from(JSON.stringify({ battery: 20 + index, connectivity })));
});

/** What is asked of a server, by the name of the row it is printed in. */
export const loadsOf: { readonly [name in PeerName]: { readonly [row: string]: (index: number) => Load } } = {
  hub: { 'hub GET': getLoad, 'hub PATCH': patchLoad },
  aedes: { 'aedes GET': getLoad, 'aedes PATCH': patchLoad },
  mosquitto: {
    'mosquitto echo': index => ({ frames: [encodePublish(ownTopic(index), echoPayload)], statusAt: undefined }),
  },
  echo: { 'bare echo': () => ({ frames: [encodePublish('echo', echoPayload)], statusAt: undefined }) },
  bare: {},
};

function getLoad(): Load {
  return { frames: [encodePublish(getTopic, Buffer.from(' '))], statusAt };
}

function patchLoad(): Load {
  return { frames: patches, statusAt };
}

const ownTopic = (index: number) => `echo/${deviceId(index)}`;

/** A connection as the server wants it before it is loaded: connected and subscribed. */
export async function openClient({ name, port }: Peer, index: number): Promise<LoadClient> {
  const client = await LoadClient.open(port);
  if (name === 'echo' || name === 'bare') return client;
  const connack = await client.ask(connectOf(index));
  if (connack[3] !== 0) throw new Error(`${name} refused CONNECT with ${connack[3]}`);
  const topic = name === 'mosquitto' ? ownTopic(index) : answers;
  await client.ask({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 0 }] });
  return client;
}

/** Gives a client's twin the content that is asked for later. */
export async function fillTwin({ name }: Peer, client: LoadClient): Promise<void> {
  if (name !== 'hub' && name !== 'aedes') return;
  const answer = await client.ask(encodePublish(patchTopic, Buffer.from(JSON.stringify(sampleReported))));
  if (!answer.includes('res/204')) throw new Error(`${name} refused the first patch: ${answer.toString('latin1')}`);
}

export function connectOf(index: number): IConnectPacket {
  const id = deviceId(index);
  return {
    ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, clientId: id },
    username: `localhost/${id}/?api-version=2021-04-12`,
    password: Buffer.from(signSas({ resource: `localhost/devices/${id}`, expiry: 4102444800, key: deviceKey })),
  };
}
