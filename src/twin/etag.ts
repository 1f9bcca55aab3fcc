/** The twin's etag text: base64 of the counter as eight big-endian bytes. hub-reference 2.3. */
export function twinEtag(counter: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(counter));
  return bytes.toString('base64');
}

/** The etag text of identities and configurations: base64 of the counter in decimal. hub-reference 1.3. */
export function decimalEtag(counter: number): string {
  return Buffer.from(String(counter)).toString('base64');
}
