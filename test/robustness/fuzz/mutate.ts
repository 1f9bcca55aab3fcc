import type { Random } from './random.ts';

/** What trips readers of all kinds: ends, escapes, halves of characters, names of JavaScript's own, huge numbers. */
const nasty = [
  ...['\0', '\n', '\r\n', '\u001b[2J', '\u2028', '\ufeff', '\ud800', '\u202e', '🚲', 'é', 'İ', '%', '%2', '%00', '%2F'],
  ...['"', "'", '\\', '\\u', '{', '}', '[', ']', ',', ':', ';', '=', '&', '?', '#', '/', '..', '*', '$', '+', ' '],
  ...['__proto__', 'constructor', 'toString', 'null', 'true', '-0', '1e999', '9007199254740993', '0x10', 'NaN'],
];

/** A text made of one seed by up to four changes; `words` are what the format knows. */
export function mutateText(random: Random, seeds: readonly string[], words: readonly string[]): string {
  let text = random.of(seeds);
  for (let changes = 1 + random.below(4); changes > 0; changes--) text = changeText(random, text, seeds, words);
  return text.slice(0, 20_000);
}

function changeText(random: Random, text: string, seeds: readonly string[], words: readonly string[]): string {
  const at = random.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + random.below(8));
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + random.of(nasty) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.of(words) + text.slice(at);
    case 3:
      return text.slice(0, at) + random.of(words) + text.slice(to);
    case 4:
      return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(to);
    case 5:
      return (
        text.slice(0, at) +
        text.slice(at, to).repeat(1 + random.below(random.below(50) === 0 ? 2000 : 8)) +
        text.slice(to)
      );
    case 6:
      return text.slice(0, at);
    case 7: {
      const other = random.of(seeds);
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    }
    default:
      return text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to);
  }
}

/** Bytes made of one seed by up to six changes. */
export function mutateBytes(random: Random, seeds: readonly Buffer[]): Buffer {
  let bytes = Buffer.from(random.of(seeds));
  for (let changes = 1 + random.below(6); changes > 0; changes--) bytes = changeBytes(random, bytes, seeds);
  return bytes.subarray(0, 20_000);
}

function changeBytes(random: Random, bytes: Buffer, seeds: readonly Buffer[]): Buffer<ArrayBuffer> {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(8));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(to)];
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, Buffer.from([random.below(256)]), after]);
    case 2:
      return Buffer.concat([before, Buffer.from([random.of([0, 1, 0x7f, 0x80, 0xff])]), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([before, bytes.subarray(at, to), bytes.subarray(at)]);
    case 4: {
      const other = random.of(seeds);
      return Buffer.concat([before, other.subarray(random.below(other.length + 1))]);
    }
    default: {
      const changed = Buffer.from(bytes);
      if (at < changed.length) changed[at]! ^= 1 << random.below(8);
      return changed;
    }
  }
}
