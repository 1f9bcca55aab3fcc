/** Symmetric keys: base64 of 16 to 64 bytes, kept as written. hub-reference 1.3. */

const generatedBytes = 32;

export function generateKey(random: (length: number) => Buffer): string {
  return random(generatedBytes).toString('base64');
}

export function generateKeyPair(random: (length: number) => Buffer): { primaryKey: string; secondaryKey: string } {
  return { primaryKey: generateKey(random), secondaryKey: generateKey(random) };
}

/** What is wrong with a key, or undefined. The text never holds the key. */
export function keyFault(key: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || key.length % 4 !== 0) return 'a device key must be base64';
  const bytes = Buffer.byteLength(key, 'base64');
  if (bytes >= 16 && bytes <= 64) return undefined;
  return `Invalid device key length: ${bytes} bytes, keys have 16 to 64`;
}
