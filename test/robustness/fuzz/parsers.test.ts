import { describe, expect, it } from 'vitest';
import found from '../../fixtures/fuzz/found.json' with { type: 'json' };
import { fuzz, type Target } from './fuzz.ts';
import { jsonTargets } from './json-targets.ts';
import { packetTarget } from './packet-target.ts';
import { textTargets } from './text-targets.ts';

const seed = 20_261_123;

describe('20,000 mutated inputs neither break nor hang', () => {
  it.each([...textTargets, ...jsonTargets])('$name', target => check(target));
  it(packetTarget.name, () => check(packetTarget));
});

/** Both ways are gone: what only ever refuses, or never, is not tested. */
function check<Input>(target: Target<Input>): void {
  const { read, refused } = fuzz(target, 20_000, seed);
  expect(read, 'inputs that were read').toBeGreaterThan(50);
  if (!total.has(target.name)) expect(refused, 'inputs that were refused').toBeGreaterThan(50);
}

/** They make something of any text. */
const total = new Set(['property bags', 'texts for the screen']);

describe('what a fuzzer found once', () => {
  it.each(found)('$target: $bug', ({ target, input }) => {
    const texts = [...textTargets, ...jsonTargets].find(({ name }) => name === target);
    expect(() => (texts ? texts.read(input) : packetTarget.read(Buffer.from(input, 'hex')))).not.toThrow();
  });
});
