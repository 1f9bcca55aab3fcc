import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Call, checkLinearizable } from './linearizable.ts';
import { type TwinCall, type TwinNumbers, twinModel } from './twin-model.ts';

const fresh: TwinNumbers = { etag: 1, desired: 0, desiredVersion: 1, reported: 0, reportedVersion: 1 };
const after = (etag: number, desired: number): TwinNumbers => ({
  ...fresh,
  etag,
  desired,
  desiredVersion: etag,
});
const at = (invoked: number, returned: number, did: TwinCall): Call<TwinCall> => ({ invoked, returned, did });
const check = (...history: readonly Call<TwinCall>[]) => checkLinearizable(history, twinModel(fresh));

it.each<[string, readonly Call<TwinCall>[]]>([
  [
    'a read that sees an older twin after the write was answered',
    [at(1, 2, { call: 'patch', number: 7, saw: after(2, 7) }), at(3, 4, { call: 'read', saw: fresh })],
  ],
  [
    'two writes with one etag that are both taken',
    [
      at(1, 4, { call: 'patch', number: 7, ifMatch: 1, saw: after(2, 7) }),
      at(2, 3, { call: 'patch', number: 8, ifMatch: 1, saw: after(2, 8) }),
    ],
  ],
  [
    'a write that was refused and is seen',
    [at(1, 2, { call: 'patch', number: 7, saw: 500 }), at(3, 4, { call: 'read', saw: after(2, 7) })],
  ],
  [
    'a write that was done twice',
    [at(1, 2, { call: 'patch', number: 7, saw: after(2, 7) }), at(3, 4, { call: 'read', saw: after(3, 7) })],
  ],
  [
    'a refusal of an etag that was right all the time',
    [at(1, 4, { call: 'patch', number: 7, saw: 500 }), at(2, 3, { call: 'patch', number: 8, ifMatch: 1, saw: 412 })],
  ],
  [
    'a read that sees a twin that a later read does not see yet',
    [
      at(1, 9, { call: 'report', number: 7, saw: { reportedVersion: 2 } }),
      at(2, 3, { call: 'read', saw: { reported: 7 } }),
      at(4, 5, { call: 'read', saw: { reported: 0 } }),
    ],
  ],
])('finds %s', (_, history) => {
  const verdict = check(...history);
  expect(verdict.isLinearizable).toBe(false);
});

it('takes answers in any order that overlapping allows, and calls that never returned or took effect', () => {
  const never = Number.POSITIVE_INFINITY;
  expect(
    check(
      at(1, 9, { call: 'patch', number: 7, saw: after(3, 7) }),
      at(2, 8, { call: 'patch', number: 8, saw: after(2, 8) }),
      at(3, 4, { call: 'read', saw: fresh }),
      at(5, 6, { call: 'read', saw: after(2, 8) }),
      at(5, never, { call: 'patch', number: 9, saw: after(4, 9) }),
    ),
  ).toEqual({ isLinearizable: true });
});

/** Writes one after another, each answered at its own moment, with room for other calls before and behind. */
const sequential = fc.array(fc.record({ early: fc.nat(40), late: fc.nat(40), isRead: fc.boolean() }), {
  minLength: 3,
  maxLength: 60,
});

function play(steps: readonly { early: number; late: number; isRead: boolean }[], scale: number): Call<TwinCall>[] {
  let etag = 1;
  return steps.map(({ early, late, isRead }, index) => {
    if (!isRead) etag++;
    const saw = isRead && etag === 1 ? fresh : after(etag, etag);
    const did: TwinCall = isRead ? { call: 'read', saw } : { call: 'patch', number: etag, saw };
    const moment = index * 10 + 5;
    return at(moment - early * scale, moment + 0.5 + late * scale, did);
  });
}

it('takes every history that was in truth one call after another', () => {
  fc.assert(
    fc.property(sequential, steps => {
      expect(checkLinearizable(play(steps, 1), twinModel(fresh))).toEqual({ isLinearizable: true });
    }),
  );
});

it('finds any one answer that is changed in a history without overlaps', () => {
  fc.assert(
    fc.property(sequential, fc.nat(), (steps, pick) => {
      const history = play(steps, 0.1);
      const index = pick % history.length;
      const { did, ...times } = history[index]!;
      const { saw } = did as { saw: TwinNumbers };
      const spoilt = { ...did, saw: { ...saw, etag: saw.etag + 1 } } as TwinCall;
      const { isLinearizable } = checkLinearizable(history.with(index, { ...times, did: spoilt }), twinModel(fresh));
      expect(isLinearizable).toBe(false);
    }),
  );
});
