import mqtt, { type Packet } from 'mqtt-packet';
import { type ClientPacket, decode } from '../../../src/hub/mqtt/decode.ts';
import { InputBuffer, MalformedPacket } from '../../../src/hub/mqtt/input-buffer.ts';
import { illegalFirst, illegalLater } from '../../fixtures/mqtt/illegal-packets.ts';
import { connectPacket } from '../../helpers/wire-client.ts';
import type { Target } from './fuzz.ts';
import { mutateBytes } from './mutate.ts';

const publish = { cmd: 'publish', dup: false, retain: false } as const;
const packets: readonly Packet[] = [
  connectPacket('d'),
  { ...publish, topic: '$iothub/twin/GET/?$rid=1', payload: '', qos: 0 },
  { ...publish, topic: 'devices/d/messages/events/a=1', payload: '{"t":21}', qos: 1, messageId: 7 },
  { cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: '$iothub/twin/res/#', qos: 0 }] },
  { cmd: 'unsubscribe', messageId: 4, unsubscriptions: ['$iothub/methods/POST/#'] },
  { cmd: 'puback', messageId: 9 },
  { cmd: 'pingreq' },
  { cmd: 'disconnect' },
];
const illegal = [...illegalFirst, ...illegalLater].map(([, hex]) => Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** What clients send, alone and behind one another. */
export const packetSeeds: readonly Buffer[] = [
  ...packets.map(packet => mqtt.generate(packet)),
  Buffer.concat(packets.map(packet => mqtt.generate(packet))),
  ...illegal,
];

const largest = 262_144;

/** The way of bytes from the socket to the handlers: cut anywhere, each packet read, PUBLISH as the library reads it. */
export const packetTarget: Target<Buffer> = {
  name: 'MQTT packets',
  make: random => mutateBytes(random, packetSeeds),
  show: bytes => bytes.toString('hex'),
  read: bytes => {
    try {
      readAll(bytes);
      return true;
    } catch (error) {
      if (error instanceof MalformedPacket) return false;
      throw error;
    }
  },
};

function readAll(bytes: Buffer): void {
  const input = new InputBuffer();
  const step = 1 + (bytes.length % 7);
  for (let at = 0; at < bytes.length; at += step) {
    input.push(bytes.subarray(at, at + step));
    for (let packet = input.next(largest); packet !== undefined; packet = input.next(largest)) {
      compare(packet, decode(packet));
    }
  }
}

/** The hub reads PUBLISH itself: nothing may differ from what the library makes of it. */
function compare(bytes: Buffer, packet: ClientPacket): void {
  if (packet.cmd !== 'publish') return;
  const parser = mqtt.parser({ protocolVersion: 4 });
  let same: Packet | undefined;
  parser.on('packet', found => {
    same = found;
  });
  // What the library refuses the hub refuses later, where it knows the topics.
  parser.on('error', () => {});
  parser.parse(bytes);
  if (same?.cmd !== 'publish') return;
  const [found, expected] = [packet, same].map(({ topic, payload, qos, retain }) =>
    JSON.stringify([topic, payload.toString('hex'), qos, retain]),
  );
  if (found !== expected) throw new Error(`read as ${found}, by the library as ${expected}`);
}
