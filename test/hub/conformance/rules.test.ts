import { describe, expect, it } from 'vitest';
import { printConformance } from '../../../src/hub/conformance/print-conformance.ts';
import type { ConformanceRule } from '../../../src/hub/conformance/rule.ts';
import { rules } from '../../../src/hub/conformance/rules.ts';
import { rulesWithoutTest } from './named-tests.ts';

describe('the conformance list', () => {
  it('names for every rule a test that exists and runs', async () => {
    expect(await rulesWithoutTest(rules)).toEqual([]);
  });

  it.each([
    ['test/hub/conformance/nowhere.test.ts: is there', 'there is no test/hub/conformance/nowhere.test.ts'],
    ['test/fixtures/rest/scenarios/common.json: nothing', "has no test 'nothing' that runs"],
    ['test/hub/conformance/rest.test.ts: answers over REST', "has no test 'answers over REST' that runs"],
    ['test/hub/conformance/rest.test.ts: no refusal', "has no test 'no refusal' that runs"],
    ['test/hub/conformance/queries.test.ts: TOP is', "has no test 'TOP is' that runs"],
    ['test/hub/conformance/queries.test.ts: ', "has no test '' that runs"],
  ])('would not let a rule name %j', async (test, fault) => {
    const rule: ConformanceRule = { id: 'r', section: 's', rule: 'x', evidence: 'live', test };
    expect(await rulesWithoutTest([rule])).toEqual([expect.stringContaining(fault)]);
  });

  it('has every id once', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('is printed for people and as JSON, every rule of it', () => {
    const text = printConformance('text');
    expect(rules.filter(({ rule, test }) => !text.includes(rule) || !text.includes(test))).toEqual([]);
    expect(JSON.parse(printConformance('json'))).toEqual(rules);
  });
});
