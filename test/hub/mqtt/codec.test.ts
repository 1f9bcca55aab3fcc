import mqtt, { type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/hub/mqtt/decode.ts';
import { encodeConnack, encodePuback, encodePublish, pingResponse } from '../../../src/hub/mqtt/encode.ts';
import { InputBuffer } from '../../../src/hub/mqtt/input-buffer.ts';

const topics = ['a', '$iothub/twin/res/200/?$rid=1', 'é✓😀', 'replaced \ufffd', 'x'.repeat(200), 'y'.repeat(20_000)];
const sizes = [0, 1, 100, 127, 128, 16_383, 16_384, 200_000];

function parse(bytes: Buffer): Packet[] {
  const packets: Packet[] = [];
  const parser = mqtt.parser({ protocolVersion: 4 });
  parser.on('packet', packet => packets.push(packet));
  parser.parse(bytes);
  return packets;
}

describe('what the hub writes itself', () => {
  it('is what the library writes', () => {
    for (const topic of topics) {
      for (const size of sizes) {
        const payload = Buffer.alloc(size, 'p');
        const theirs = mqtt.generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
        expect(encodePublish(topic, payload).equals(theirs), `${topic.slice(0, 20)} ${size}`).toBe(true);
      }
    }
    for (const messageId of [1, 255, 256, 65_535]) {
      expect(encodePuback(messageId)).toEqual(mqtt.generate({ cmd: 'puback', messageId }));
    }
    expect(pingResponse).toEqual(mqtt.generate({ cmd: 'pingresp' }));
    for (const returnCode of [0, 1, 3, 5] as const) {
      const theirs = mqtt.generate({ cmd: 'connack', returnCode, sessionPresent: returnCode === 0 });
      expect(encodeConnack(returnCode, returnCode === 0)).toEqual(theirs);
    }
  });
});

describe('what the hub reads itself', () => {
  it('is what the library reads', () => {
    for (const topic of topics) {
      for (const size of sizes) {
        for (const qos of [0, 1, 2] as const) {
          const payload = Buffer.alloc(size, 'p');
          const retain = size % 2 === 0;
          const bytes = mqtt.generate({ cmd: 'publish', topic, payload, qos, dup: qos > 0, retain, messageId: 513 });
          const [theirs] = parse(bytes);
          const ours = decode(bytes);
          expect(ours).toMatchObject({ cmd: 'publish', topic, qos, retain, messageId: qos === 0 ? 0 : 513 });
          expect(theirs).toMatchObject({ topic, qos, retain });
          expect(
            ours.cmd === 'publish' && theirs?.cmd === 'publish' && ours.payload.equals(theirs.payload as Buffer),
          ).toBe(true);
        }
      }
    }
  });

  it('takes other packets after one that was malformed', () => {
    expect(() => decode(Buffer.from('80020001', 'hex'))).toThrow();
    expect(decode(Buffer.from('c000', 'hex'))).toMatchObject({ cmd: 'pingreq' });
  });
});

describe('the input buffer', () => {
  const packets = sizes.map(size => encodePublish('t', Buffer.alloc(size, 'p')));

  it.each([1, 7, 1000, 65_536, 10_000_000])('gives out whole packets from chunks of %i bytes', chunk => {
    const all = Buffer.concat(packets);
    const input = new InputBuffer();
    const found: Buffer[] = [];
    for (let at = 0; at < all.length; at += chunk) {
      input.push(all.subarray(at, at + chunk));
      for (let packet = input.next(300_000); packet; packet = input.next(300_000)) found.push(Buffer.from(packet));
    }
    expect(found.map(({ length }) => length)).toEqual(packets.map(({ length }) => length));
    expect(Buffer.concat(found).equals(all)).toBe(true);
  });

  it('refuses a packet by its length, before its body is there', () => {
    const input = new InputBuffer();
    input.push(packets.at(-1)!.subarray(0, 5));
    expect(() => input.next(100_000)).toThrow('larger than 100000 bytes');
  });
});
