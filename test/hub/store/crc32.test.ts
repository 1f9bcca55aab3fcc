import { expect, it } from 'vitest';
import { crc32, slowCrc32 } from '../../../src/hub/store/crc32.ts';

it.each([crc32, slowCrc32])('gives the check value of CRC-32/ISO-HDLC', sum => {
  expect(sum(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(sum(Buffer.alloc(0))).toBe(0);
});
