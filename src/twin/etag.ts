/** The twin's etag text: base64 of the counter as eight big-endian bytes. hub-reference 2.3. */
export function twinEtag(counter: number): string {
  const [high, low] = [Math.floor(counter / 2 ** 32), counter >>> 0];
  return (
    sextet(high, 26) +
    sextet(high, 20) +
    sextet(high, 14) +
    sextet(high, 8) +
    sextet(high, 2) +
    sextet((high << 4) | (low >>> 28), 0) +
    sextet(low, 22) +
    sextet(low, 16) +
    sextet(low, 10) +
    sextet(low, 4) +
    sextet(low << 2, 0) +
    '='
  );
}

/** The etag text of identities and configurations: base64 of the counter in decimal. hub-reference 1.3. */
export function decimalEtag(counter: number): string {
  return Buffer.from(String(counter)).toString('base64');
}

/** Six bits of a number as a character. By hand, for twins' etags are made for each row: a buffer takes twice as long. */
function sextet(bits: number, shift: number): string {
  return alphabet[(bits >>> shift) & 63]!;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
