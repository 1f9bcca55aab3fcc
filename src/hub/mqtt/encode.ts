/** A PUBLISH at QoS 0 as bytes: all the hub sends of its own accord. MQTT 3.1.1, 3.3. */
export function encodePublish(topic: string, payload: Buffer): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + payload.length;
  const start = 1 + lengthBytes(length);
  const bytes = Buffer.allocUnsafe(start + length);
  bytes[0] = 0x30;
  writeLength(bytes, length);
  bytes[start] = topicBytes >> 8;
  bytes[start + 1] = topicBytes & 0xff;
  bytes.write(topic, start + 2, 'utf8');
  payload.copy(bytes, start + 2 + topicBytes);
  return bytes;
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

function writeLength(bytes: Buffer, length: number): void {
  let rest = length;
  for (let at = 1; ; at++) {
    bytes[at] = rest > 127 ? (rest & 127) | 128 : rest;
    if (rest < 128) return;
    rest >>= 7;
  }
}
