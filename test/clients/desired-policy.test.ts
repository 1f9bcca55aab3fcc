import { describe, expect, it } from 'vitest';
import { DesiredPolicy } from '../../src/clients/simulated-device/desired-policy.ts';
import type { JsonObject } from '../../src/lib/json.ts';
import { ManualTimers } from '../helpers/manual-timers.ts';

function start() {
  const timers = new ManualTimers();
  const answers: unknown[] = [];
  const policy = new DesiredPolicy({
    timers,
    fault: name => (name === 'unheard' ? 'expected a word that is known' : undefined),
    answer: ({ acknowledgement: { name, status, version }, value }) => answers.push([name, status, version, value]),
    changed: () => {},
  });
  const want = (desired: JsonObject, version = 2) =>
    policy.receive({ kind: 'change', version, patch: desired, desired }, {});
  return { timers, answers, policy, want };
}

describe('desired properties', () => {
  it('are accepted at once', () => {
    const { answers, want } = start();
    want({ interval: 10 });
    expect(answers).toEqual([['interval', 200, 2, 10]]);
  });

  it('are refused', () => {
    const { answers, policy, want } = start();
    policy.setMode('reject');
    want({ interval: 10 });
    expect(answers).toEqual([['interval', 403, 2, 10]]);
  });

  it.each([
    'accept',
    'ask',
    'reject',
    'delay',
  ] as const)('are answered at once where they are not understood: %s', mode => {
    const { answers, policy, want } = start();
    policy.setMode(mode);
    want({ unheard: 1 });
    expect(answers).toEqual([['unheard', 400, 2, 1]]);
    expect(policy.offers).toEqual([]);
    expect(policy.acknowledgements.at(-1)?.description).toBe('expected a word that is known');
  });

  it('wait for a person, told as pending meanwhile', () => {
    const { answers, policy, want } = start();
    policy.setMode('ask');
    want({ a: 1, b: 2 });
    expect(policy.offers.map(({ name }) => name)).toEqual(['a', 'b']);
    policy.answerOffer('a', true);
    policy.answerOffer('b', false);
    policy.answerOffer('b', true);
    expect(answers.slice(2)).toEqual([
      ['a', 200, 2, 1],
      ['b', 403, 2, 2],
    ]);
    expect(policy.offers).toEqual([]);
  });

  it('are accepted after a while, the newest value only', () => {
    const { timers, answers, policy, want } = start();
    policy.setMode('delay');
    want({ interval: 10 });
    timers.advance(3_000);
    want({ interval: 20 }, 3);
    timers.advance(4_000);
    expect(answers).toHaveLength(2);
    timers.advance(1_000);
    expect(answers.at(-1)).toEqual(['interval', 200, 3, 20]);
    expect(timers.waiting).toBe(0);
  });

  it('that wait are decided by a change of mind', () => {
    const { answers, policy, want } = start();
    policy.setMode('ask');
    want({ interval: 10 });
    policy.setMode('reject');
    expect(answers.at(-1)).toEqual(['interval', 403, 2, 10]);
  });

  it('are answered whole where a change named a part', () => {
    const { answers, policy } = start();
    const desired = { config: { a: 1, b: 2 } };
    policy.receive({ kind: 'change', version: 4, patch: { config: { b: 2 } }, desired }, {});
    expect(answers).toEqual([['config', 200, 4, { a: 1, b: 2 }]]);
  });

  it('are not answered again after a reconnection, unless the answer is another by now', () => {
    const { answers, policy } = start();
    const desired = { a: 1, b: 2, firmware: { version: '1.1' } };
    const reported = { a: { value: 1, ac: 200, av: 2 }, b: { value: 1, ac: 200, av: 2 }, firmware: { version: '1.1' } };
    policy.receive({ kind: 'all', version: 5, patch: desired, desired }, reported);
    expect(answers).toEqual([['b', 200, 5, 2]]);
  });

  it('that were deleted are deleted from reported', () => {
    const { answers, policy } = start();
    policy.receive({ kind: 'change', version: 6, patch: { a: null }, desired: {} }, {});
    expect(answers).toEqual([['a', 200, 6, null]]);
  });
});
