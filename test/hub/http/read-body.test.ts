import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseJson, readBody } from '../../../src/hub/http/read-body.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function requestOf(chunks: Iterable<Buffer>, headers: { [name: string]: string } = {}): IncomingMessage {
  return Object.assign(Readable.from(chunks, { objectMode: false }), { headers }) as IncomingMessage;
}

describe('a body', () => {
  it('is what came, in whatever pieces', async () => {
    expect(await readBody(requestOf([]), 10)).toEqual(Buffer.alloc(0));
    const text = 'ä piece at a time, '.repeat(50);
    for (const size of [1, 7, 1000, 5000]) {
      const bytes = Buffer.from(text);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        Buffer.from(bytes.subarray(index * size, (index + 1) * size)),
      );
      expect((await readBody(requestOf(pieces), bytes.length)).toString()).toBe(text);
    }
  });

  it('that is too long is refused before it is whole', async () => {
    const refusal = { status: 413 };
    await expect(readBody(requestOf([Buffer.alloc(6), Buffer.alloc(5)]), 10)).rejects.toMatchObject(refusal);
    await expect(readBody(requestOf([], { 'content-length': '11' }), 10)).rejects.toMatchObject(refusal);
  });

  it('that comes byte by byte takes no more room than its bytes: kept as pieces they took a hundred times as much', async () => {
    const count = 400_000;
    let grown = Number.POSITIVE_INFINITY;
    function* pieces() {
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      for (let index = 0; index < count; index++) yield Buffer.from('x');
      collectGarbage();
      grown = process.memoryUsage().heapUsed - before;
    }
    expect((await readBody(requestOf(pieces()), count)).length).toBe(count);
    expect(grown).toBeLessThan(10 * 2 ** 20);
  });
});

describe('a body that is no JSON', () => {
  it.each([
    ['{"a": 1', "expected ',' or '}', found the end at line 1, column 8"],
    ['{\n "primaryKey": c2VjcmV0}', 'expected a value, found "c" at line 2, column 16'],
    ["{'primaryKey': 'c2VjcmV0'}", 'expected a key in double quotes, found "\'" at line 1, column 2'],
    ['['.repeat(200) + ']'.repeat(200), 'JSON is nested more than 64 levels deep'],
    ['['.repeat(100_000), 'expected JSON that is nested less deeply'],
    ['1e999', 'a number is too large'],
  ])('is told by its place, without what stands there: %.30j', (text, why) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(why);
    expect(() => parseJson(Buffer.from(text))).not.toThrow('c2');
  });

  it('is told when it is no text', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('it is not UTF-8');
  });
});
