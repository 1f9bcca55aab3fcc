import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { connectRawDevice, type RawDevice } from '../../../helpers/raw-device.ts';
import { restOf } from '../../../helpers/rest.ts';
import { differences, ModelTwin, type Plain, type ServiceBody } from './merge-model.ts';

/** 10,000 take some three minutes: `MERGE_SEQUENCES=10000 npx vitest run test/hub/operations/twins/merge-property.test.ts`. */
const sequences = Number(process.env.MERGE_SEQUENCES ?? 150);

type Act =
  | { readonly act: 'patch' | 'replace'; readonly body: ServiceBody }
  | { readonly act: 'report'; readonly patch: Plain };

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

describe('random writes', () => {
  it(`leave what an independent model says, in ${sequences} sequences`, async () => {
    const hub = await startTestHub();
    const rest = restOf(hub);
    let devices = 0;
    const run = async (acts: readonly Act[]): Promise<void> => {
      const id = `d${devices++}`;
      await rest('PUT', `/devices/${id}`, { body: { deviceId: id } });
      const model = new ModelTwin();
      let device: RawDevice | undefined;
      for (const step of acts) {
        if (step.act === 'report') {
          device ??= await connectRawDevice(hub, id);
          expect(await device.report(step.patch)).toEqual({ status: 204, body: '' });
          model.report(step.patch);
        } else {
          const answer = await rest(step.act === 'patch' ? 'PATCH' : 'PUT', `/twins/${id}`, { body: step.body });
          expect(answer.status, answer.text).toBe(200);
          model[step.act](step.body);
          expect(differences(model, answer.body as Plain)).toEqual([]);
        }
      }
      const { body } = await rest('GET', `/twins/${id}`);
      expect(differences(model, body as Plain)).toEqual([]);
      await device?.close();
      await rest('DELETE', `/devices/${id}`, { headers: { 'If-Match': '*' } });
    };
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), run), { numRuns: sequences });
  }, 600_000);
});
