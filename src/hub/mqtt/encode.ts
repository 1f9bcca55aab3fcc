/** A PUBLISH at QoS 0: all the hub sends of its own accord. MQTT 3.1.1, 3.3. */
export function encodePublish(topic: string, payload: Buffer): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const bytes = Buffer.allocUnsafe(publishBytes(topicBytes, payload));
  writePublish(bytes, 0, topic, topicBytes, payload);
  return bytes;
}

/** How many bytes a PUBLISH takes whose topic takes so many. */
export function publishBytes(topicBytes: number, payload: Buffer): number {
  const length = 2 + topicBytes + payload.length;
  return 1 + lengthBytes(length) + length;
}

/** Writes a PUBLISH from `start` on; returns where it ends. */
export function writePublish(bytes: Buffer, start: number, topic: string, topicBytes: number, payload: Buffer): number {
  bytes[start] = 0x30;
  const at = writeLength(bytes, start + 1, 2 + topicBytes + payload.length);
  bytes[at] = topicBytes >> 8;
  bytes[at + 1] = topicBytes & 0xff;
  bytes.write(topic, at + 2);
  const payloadStart = at + 2 + topicBytes;
  if (payload.length > 0) bytes.set(payload, payloadStart);
  return payloadStart + payload.length;
}

/** MQTT 3.1.1, 3.4. */
export function encodePuback(messageId: number): Buffer {
  return Buffer.from([0x40, 2, messageId >> 8, messageId & 0xff]);
}

export const pingResponse: Buffer = Buffer.from([0xd0, 0]);

export function encodeConnack(returnCode: 0 | 1 | 3 | 5, sessionPresent: boolean): Buffer {
  return Buffer.from([0x20, 2, sessionPresent ? 1 : 0, returnCode]);
}

/** MQTT 3.1.1, 2.2.3. */
function lengthBytes(length: number): number {
  if (length < 128) return 1;
  if (length < 16_384) return 2;
  return length < 2_097_152 ? 3 : 4;
}

/** Returns where it ends. */
function writeLength(bytes: Buffer, start: number, length: number): number {
  let rest = length;
  let at = start;
  for (; rest > 127; rest >>= 7) bytes[at++] = (rest & 127) | 128;
  bytes[at++] = rest;
  return at;
}
