import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, toBareObject } from '../../src/lib/json.ts';
import { limits } from '../../src/twin/limits.ts';
import { mergeSection } from '../../src/twin/merge.ts';
import { stampOf } from '../../src/twin/metadata.ts';
import { sectionSize } from '../../src/twin/size.ts';
import { createTwin, type Section, type TwinState } from '../../src/twin/twin.ts';
import { reportTwin, reportTwinByText } from '../../src/twin/write.ts';
import { somePatch } from './some-patch.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const time = (number: number) => `2024-01-01T00:00:${String(number).padStart(2, '0')}.0000000Z`;

/** A patch, the second it comes in, and whether somebody looks at the section then. */
const step = fc.tuple(somePatch, fc.nat(3), fc.boolean());

/** The section as it is when each patch is merged by itself. */
function mergedAtOnce({ values, metadata, version }: Section, patch: JsonObject, at: string): Section {
  const merged = mergeSection(values, metadata, patch, stampOf(at));
  return { values: merged.values, metadata: merged.metadata, version: version + 1 };
}

/** As the hub takes it: by its text, where that is known to be right. */
function report(twin: TwinState, text: string, at = time(1)): TwinState {
  const bytes = Buffer.from(text);
  return reportTwinByText(twin, bytes, at) ?? reportTwin(twin, JSON.parse(text) as JsonObject, at, bytes);
}

/** The same patch with other leaves, as a device reports it again. */
const again = (patch: JsonObject, number: number) => JSON.stringify(patch).replaceAll(/1|"x"/g, `${10 + number}`);

describe('what was reported', () => {
  it('is the same whether it was merged at once or when somebody looked', () => {
    fc.assert(
      // Each is reported so often in a row: what is overwritten is dropped without being merged, and then without being read.
      fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 4 })), { maxLength: 12 }), repeated => {
        const steps = repeated.flatMap(([one, times]) => Array.from({ length: times }, () => one));
        let twin = createTwin(time(0));
        let expected: Section = twin.reported;
        const seen: (readonly [Section, string])[] = [];
        for (const [number, [patch, second, isLookedAt]] of steps.entries()) {
          const text = again(patch, number);
          twin = report(twin, text, time(second));
          expected = mergedAtOnce(expected, toBareObject(JSON.parse(text) as JsonObject), time(second));
          seen.push([twin.reported, JSON.stringify(expected)]);
          if (isLookedAt) expect(JSON.stringify(twin.reported)).toBe(JSON.stringify(expected));
        }
        // Older states stay what they were, in whatever order they are looked at.
        for (const [section, text] of [...seen].reverse()) expect(JSON.stringify(section)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not read where only leaves differ from the report before', () => {
    let twin = createTwin(time(0));
    for (const number of [1, 2]) twin = report(twin, `{"a":{"n":${number}},"b":"x"}`);
    expect(reportTwinByText(twin, Buffer.from('{"a":{"n":3},"c":"y"}'), time(3))).toBeUndefined();
    twin = reportTwinByText(twin, Buffer.from('{"a":{"n":3},"b":"y"}'), time(3))!;
    expect(twin.reported).toMatchObject({ values: { a: { n: 3 }, b: 'y' }, version: 4 });
    expect(twin.reported.metadata).toMatchObject({ $lastUpdated: time(3), a: { n: { $lastUpdated: time(3) } } });
    // Also after somebody has looked.
    twin = reportTwinByText(twin, Buffer.from('{"a":{"n":4},"b":false}'), time(4))!;
    expect(twin.reported).toMatchObject({ values: { a: { n: 4 }, b: false }, version: 5 });
  });

  it('is refused by its text alone, too, when it would grow too large', () => {
    const text = 'x'.repeat(4000);
    let twin = createTwin(time(0));
    for (let number = 0; number < 8; number++) twin = report(twin, `{"c${number}":"${text}"}`);
    for (const number of [1, 2, 3]) twin = report(twin, `{"d":"${'y'.repeat(number)}"}`);
    const room = limits.sectionSize.reported - sectionSize(twin.reported.values) + 3;
    twin = report(twin, `{"d":"${'y'.repeat(room)}"}`);
    expect(() => report(twin, `{"d":"${'y'.repeat(room + 1)}"}`)).toThrow(`would take ${32 * 1024 + 1} bytes`);
    expect(sectionSize(twin.reported.values)).toBe(limits.sectionSize.reported);
  });

  it('is merged after a while though nobody looks', () => {
    let twin = createTwin(time(0));
    for (let number = 0; number < 1000; number++) twin = report(twin, `{"a":{"n":${number}},"k${number % 3}":null}`);
    expect(twin.reported.version).toBe(1001);
    expect(JSON.stringify(twin.reported.values)).toBe('{"a":{"n":999}}');
  });

  it('takes no room for what was looked into and left as it was', () => {
    const names = Array.from({ length: 500 }, (_, index) => `m${index}`);
    const group = JSON.stringify(Object.fromEntries(names.map(name => [name, 1])));
    const full = report(createTwin(time(0)), `{"a":${group},"b":${group}}`);
    const kept: JsonObject[] = [full.reported.values];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const twins = Array.from({ length: 200 }, () => report(full, '{"a":{},"b":{"c":null}}'));
    for (const { reported } of twins) kept.push(reported.values);
    collectGarbage();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(2 * 2 ** 20);
    expect(kept.length).toBe(twins.length + 1);
  });

  it('takes no time for what is left as it was: a report of a few bytes would copy all of a large object', () => {
    const names = Array.from({ length: 3000 }, (_, index) => index.toString(36));
    let twin = report(
      createTwin(time(0)),
      `{"a":${JSON.stringify(Object.fromEntries(names.map(name => [name, true])))}}`,
    );
    const { values } = twin.reported;
    const start = performance.now();
    for (let count = 0; count < 3000; count++) twin = report(twin, '{"a":{"none":null},"b":null}');
    expect(twin.reported.values).toBe(values);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is refused when it would grow too large, however much was reported and taken back before', () => {
    const text = 'x'.repeat(4000);
    let twin = createTwin(time(0));
    for (let number = 0; number < 50; number++) twin = report(twin, `{"a":"${text}","b":"${text}"}`);
    for (let number = 0; number < 5; number++) twin = report(twin, `{"c${number}":"${text}"}`);
    for (let number = 0; number < 50; number++) twin = report(twin, `{"a":null}`);
    twin = report(twin, `{"d":"${text}","e":"${text}"}`);
    const { values } = twin.reported;
    expect(sectionSize(values)).toBe(8 * 4000 + 1 + 5 * 2 + 2);
    const room = limits.sectionSize.reported - sectionSize(values);
    expect(() => report(twin, `{"f":"${'x'.repeat(room)}"}`)).toThrow(`would take ${32 * 1024 + 1} bytes`);
    expect(twin.reported.values).toBe(values);
    twin = report(twin, `{"f":"${'x'.repeat(room - 1)}"}`);
    expect(sectionSize(twin.reported.values)).toBe(limits.sectionSize.reported);
    twin = report(twin, `{"f":"${'y'.repeat(room - 1)}"}`);
    expect(() => report(twin, '{"g":1}')).toThrow('the limit is 32768');
  });
});
