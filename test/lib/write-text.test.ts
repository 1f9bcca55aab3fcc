import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeText } from '../../src/lib/write-text.ts';

it('a text is written as Node writes it, whatever is in it', () => {
  const text = fc.oneof(fc.string({ maxLength: 80 }), fc.string({ unit: 'binary', maxLength: 80 }));
  fc.assert(
    fc.property(text, fc.nat(5), (text, offset) => {
      const [own, node] = [Buffer.alloc(400, 1), Buffer.alloc(400, 1)];
      expect(writeText(own, text, offset)).toBe(node.write(text, offset));
      expect(own.equals(node)).toBe(true);
    }),
  );
});
