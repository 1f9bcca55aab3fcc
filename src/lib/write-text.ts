/** From here on a call into Node is faster than a loop. */
const longest = 64;

/**
 * `bytes.write` for the short ASCII texts that make up topics and keys: done by hand it takes a third of the time.
 * Returns the number of bytes written.
 */
export function writeText(bytes: Buffer, text: string, offset: number): number {
  const { length } = text;
  if (length > longest) return bytes.write(text, offset);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return bytes.write(text, offset);
    bytes[offset + index] = code;
  }
  return length;
}
