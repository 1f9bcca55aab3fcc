/** The twin's etag text: base64 of the counter as eight big-endian bytes. hub-reference 2.3. */
export function twinEtag(counter: number): string {
  eightBytes.writeUInt32BE(Math.floor(counter / 2 ** 32), 0);
  eightBytes.writeUInt32BE(counter % 2 ** 32, 4);
  return eightBytes.toString('base64');
}

const eightBytes = Buffer.alloc(8);

/** The etag text of identities and configurations: base64 of the counter in decimal. hub-reference 1.3. */
export function decimalEtag(counter: number): string {
  return Buffer.from(String(counter)).toString('base64');
}
