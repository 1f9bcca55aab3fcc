import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineSplitter, linesOf } from '../../src/lib/lines.ts';

describe('lines', () => {
  it.each([
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b', 'c\r\nd', '\ne'],
      ['abc', 'd'],
    ],
    [['{"a":"one\u2028two\u2029three\u0085"}\n'], ['{"a":"one\u2028two\u2029three\u0085"}']],
    [['\n\n'], ['', '']],
  ])('of %j are %j', (pieces, lines) => {
    const splitter = new LineSplitter();
    expect(pieces.flatMap(piece => splitter.push(piece))).toEqual(lines);
  });

  it('of a stream are whole where a character is cut, and the last needs no end', async () => {
    const bytes = Buffer.from('日本\nü');
    const input = Readable.from([bytes.subarray(0, 4), bytes.subarray(4, 8), bytes.subarray(8)], { objectMode: false });
    const lines: string[] = [];
    for await (const line of linesOf(input)) lines.push(line);
    expect(lines).toEqual(['日本', 'ü']);
  });
});
