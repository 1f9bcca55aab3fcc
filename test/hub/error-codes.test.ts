import { expect, it } from 'vitest';
import { type ErrorCode, hubError } from '../../src/hub/error-codes.ts';
import documented from '../fixtures/rest/error-codes.json' with { type: 'json' };

it('a refusal carries the number that is documented for its name', () => {
  const refusals = Object.keys(documented).map(name => hubError(name as ErrorCode, 'x'));
  // The hub has no use for some of them.
  const used = refusals.filter(({ number }) => number !== undefined);
  expect(used.length).toBeGreaterThan(40);
  expect(Object.fromEntries(used.map(({ code, number }) => [code, number]))).toEqual(
    Object.fromEntries(used.map(({ code }) => [code, documented[code as keyof typeof documented]])),
  );
});
