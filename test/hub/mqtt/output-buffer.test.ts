import { describe, expect, it } from 'vitest';
import { encodePublish, pingResponse } from '../../../src/hub/mqtt/encode.ts';
import { OutputBuffer } from '../../../src/hub/mqtt/output-buffer.ts';

describe('packets on their way out', () => {
  it('leave one behind the other, whatever their sizes', () => {
    const output = new OutputBuffer();
    for (let round = 0; round < 20; round++) {
      const expected: Buffer[] = [];
      for (const size of [0, 1, 127, round * 997, 128, 16_384, 3]) {
        const payload = Buffer.alloc(size, round);
        output.publish(`topic/é/${size}`, payload);
        output.push(pingResponse);
        expected.push(encodePublish(`topic/é/${size}`, payload), pingResponse);
      }
      const all = Buffer.concat(expected);
      expect(output.length).toBe(all.length);
      expect(output.take()?.equals(all)).toBe(true);
      expect(output.length).toBe(0);
    }
    expect(output.take()).toBeUndefined();
  });

  it('are not touched any more once they were taken', () => {
    const output = new OutputBuffer();
    output.publish('t', Buffer.from('first'));
    const taken = output.take()!;
    const before = Buffer.from(taken);
    output.publish('t', Buffer.from('other'));
    expect(taken.equals(before)).toBe(true);
  });
});
