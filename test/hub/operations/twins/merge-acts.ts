import fc from 'fast-check';
import type { Plain, ServiceBody } from './merge-model.ts';

export type Act =
  | { readonly act: 'patch' | 'replace'; readonly body: ServiceBody }
  | { readonly act: 'report'; readonly patch: Plain };

/** What happens to one twin, from its birth on. */
export type Sequence = { readonly of: 'device' | 'module'; readonly acts: readonly Act[] };

/** Few keys, so that writes meet; some of them are members of every ordinary object. */
const key = fc.constantFrom('a', 'b', 'c', 'é', '__proto__', 'constructor', 'toString', '7');
const scalar = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.boolean(),
  fc.constantFrom('', 'x', 'ÿ"\\'),
  fc.double({ noNaN: true, min: -1, max: 1 }),
);

function objects(depth: number, nulls: boolean): fc.Arbitrary<Plain> {
  const leaf: fc.Arbitrary<Plain> = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
  const inner =
    depth === 0 ? leaf : fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 3, arbitrary: objects(depth - 1, nulls) });
  const member = nulls ? fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: inner }) : inner;
  return fc.array(fc.tuple(key, member), { maxLength: 4 }).map(pairs => Object.fromEntries(pairs) as Plain);
}

function bodies(nulls: boolean): fc.Arbitrary<ServiceBody> {
  const section = nulls ? fc.option(objects(3, true), { freq: 15 }) : objects(3, false);
  return fc.record(
    { tags: section, properties: fc.record({ desired: section }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  );
}

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: bodies(true).map(body => ({ act: 'patch' as const, body })) },
  { weight: 2, arbitrary: bodies(false).map(body => ({ act: 'replace' as const, body })) },
  { weight: 3, arbitrary: objects(3, true).map(patch => ({ act: 'report' as const, patch })) },
);

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  of: fc.constantFrom('device', 'module'),
  acts: fc.array(act, { minLength: 1, maxLength: 8 }),
});
