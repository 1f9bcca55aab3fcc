import { isUtf8 } from 'node:buffer';
import mqtt, { type Packet, type Parser } from 'mqtt-packet';
import { MalformedPacket } from './input-buffer.ts';

/** A PUBLISH as the handlers see it. `payload` is a view into what was received. */
export type Publish = {
  readonly cmd: 'publish';
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** 0 at QoS 0. */
  readonly messageId: number;
};
export type ClientPacket = Publish | Exclude<Packet, { cmd: 'publish' }>;

const connectType = 1;
const publishType = 3;

/**
 * One whole packet. PUBLISH, which is nearly all there is, is read here: through the general parser it costs as much as
 * the rest of a twin request (bench/hub). All others go through parsers that all connections share, as they hold
 * nothing between whole packets. Throws MalformedPacket.
 */
export function decode(bytes: Buffer): ClientPacket {
  return bytes[0]! >> 4 === publishType ? decodePublish(bytes) : decodeOther(bytes);
}

/** MQTT 3.1.1, 3.3 and 1.5.3. */
function decodePublish(bytes: Buffer): Publish {
  const flags = bytes[0]!;
  const qos = (flags >> 1) & 3;
  if (qos === 3) throw new MalformedPacket('a PUBLISH has both QoS bits set');
  let at = 1;
  while (bytes[at]! > 127) at++;
  const topicStart = at + 3;
  const topicEnd = topicStart + (bytes[at + 1]! << 8) + bytes[at + 2]!;
  const payloadStart = qos === 0 ? topicEnd : topicEnd + 2;
  // A length beyond the end makes NaN of it, which no comparison with <= lets through.
  if (!(payloadStart <= bytes.length)) throw new MalformedPacket('a PUBLISH ends before its payload begins');
  const messageId = qos === 0 ? 0 : bytes.readUInt16BE(topicEnd);
  if (qos !== 0 && messageId === 0) throw new MalformedPacket('a PUBLISH at QoS 1 has the packet identifier 0');
  const topic = bytes.toString('utf8', topicStart, topicEnd);
  // What is not UTF-8 leaves U+FFFD, and what has that is looked at again: nearly nothing has.
  if (topic.includes('\ufffd') && !isUtf8(bytes.subarray(topicStart, topicEnd))) {
    throw new MalformedPacket('the topic of a PUBLISH is not UTF-8');
  }
  if (topic.includes('\0')) throw new MalformedPacket('the topic of a PUBLISH holds U+0000');
  return {
    cmd: 'publish',
    topic,
    payload: bytes.subarray(payloadStart),
    qos: qos as 0 | 1 | 2,
    retain: (flags & 1) === 1,
    messageId,
  };
}

type Outcome = { packet?: Packet; error?: Error };

function makeParser(outcome: Outcome): Parser {
  const parser = mqtt.parser({ protocolVersion: 4 });
  parser.on('packet', packet => {
    outcome.packet = packet;
  });
  parser.on('error', error => {
    outcome.error = error;
  });
  return parser;
}

const outcome: Outcome = {};
// A parser goes on in the protocol level of the last CONNECT it saw: those have one of their own.
let connectParser = makeParser(outcome);
let otherParser = makeParser(outcome);

function decodeOther(bytes: Buffer): ClientPacket {
  reset(outcome);
  const parser = bytes[0]! >> 4 === connectType ? connectParser : otherParser;
  const rest = parser.parse(bytes);
  const { packet, error } = outcome;
  if ((packet?.cmd === 'pingreq' || packet?.cmd === 'disconnect') && bytes.length !== 2) {
    throw new MalformedPacket(`a ${packet.cmd.toUpperCase()} with a body`);
  }
  if (packet !== undefined && packet.cmd !== 'publish' && error === undefined && rest === 0) return packet;
  // What is left in them is not the next client's.
  connectParser = makeParser(outcome);
  otherParser = makeParser(outcome);
  throw new MalformedPacket(error?.message ?? 'a packet contradicts its length');
}

function reset(outcome: Outcome): void {
  delete outcome.packet;
  delete outcome.error;
}
