import fc from 'fast-check';
import { type JsonObject, toBareObject } from '../../src/lib/json.ts';

const key = fc.constantFrom('a', 'b', 'c', '7', '__proto__', 'constructor', '');

/** Small patches that often meet: few keys, many nulls and empty objects. */
export const { patch: somePatch } = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1, 'x', [{ a: 1 }]), fc.constant(null), tie('patch')),
  patch: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => {
    const text = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    return toBareObject(JSON.parse(`{${text}}`) as JsonObject);
  }),
})) as { patch: fc.Arbitrary<JsonObject> };
