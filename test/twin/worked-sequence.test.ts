import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, toBareObject } from '../../src/lib/json.ts';
import { twinEtag } from '../../src/twin/etag.ts';
import { createTwin, type TwinState, twinVersion } from '../../src/twin/twin.ts';
import { patchTwin, replaceTwin, reportTwin } from '../../src/twin/write.ts';

/** hub-reference 2.8, step by step: what each write does to the four counters and what the device is told. */
type Step = {
  readonly name: string;
  readonly write: (twin: TwinState) => { twin: TwinState; desiredDiff?: JsonObject | undefined };
  readonly counters: { etag: string; desired: number; reported: number; version: number };
  readonly pushed: Json | undefined;
};

const now = '2024-01-01T10:00:00.1234567Z';
const patch = (body: object) => (twin: TwinState) => patchTwin(twin, toBareObject(body as JsonObject), now);

const steps: readonly Step[] = [
  {
    name: 'a tag alone leaves desired $version alone',
    write: patch({ tags: { site: 'a' } }),
    counters: { etag: 'AAAAAAAAAAI=', desired: 1, reported: 1, version: 3 },
    pushed: undefined,
  },
  {
    name: 'desired is written and pushed',
    write: patch({ desired: { t: { f: '5m', g: 1 } } }),
    counters: { etag: 'AAAAAAAAAAM=', desired: 2, reported: 1, version: 4 },
    pushed: { t: { f: '5m', g: 1 } },
  },
  {
    name: 'equal values are a change all the same',
    write: patch({ desired: { t: { f: '5m', g: 1 } } }),
    counters: { etag: 'AAAAAAAAAAQ=', desired: 3, reported: 1, version: 5 },
    pushed: { t: { f: '5m', g: 1 } },
  },
  {
    name: 'null deletes and is told',
    write: patch({ desired: { t: { g: null } } }),
    counters: { etag: 'AAAAAAAAAAU=', desired: 4, reported: 1, version: 6 },
    pushed: { t: { g: null } },
  },
  {
    name: 'an absent null is no change',
    write: patch({ desired: { zzz: null } }),
    counters: { etag: 'AAAAAAAAAAU=', desired: 4, reported: 1, version: 6 },
    pushed: undefined,
  },
  {
    name: 'a report moves reported $version and the twin version only',
    write: twin => ({ twin: reportTwin(twin, toBareObject({ bat: 55 }), now) }),
    counters: { etag: 'AAAAAAAAAAU=', desired: 4, reported: 2, version: 7 },
    pushed: undefined,
  },
  {
    name: 'a replacement tells of what vanished',
    write: twin => replaceTwin(twin, toBareObject({ tags: {}, desired: { u: 1 } }), now),
    counters: { etag: 'AAAAAAAAAAY=', desired: 5, reported: 2, version: 8 },
    pushed: { t: null, u: 1 },
  },
];

describe('the worked sequence of a twin', () => {
  let twin = createTwin(now);

  it('starts with etag 1, both $version 1, version 2', () => {
    expect([twinEtag(twin.etag), twin.desired.version, twin.reported.version, twinVersion(twin)]).toEqual([
      'AAAAAAAAAAE=',
      1,
      1,
      2,
    ]);
  });

  for (const step of steps) {
    it(step.name, () => {
      const result = step.write(twin);
      twin = result.twin;
      const { etag, desired, reported } = twin;
      expect({
        etag: twinEtag(etag),
        desired: desired.version,
        reported: reported.version,
        version: twinVersion(twin),
      }).toEqual(step.counters);
      expect(result.desiredDiff === undefined ? undefined : JSON.parse(JSON.stringify(result.desiredDiff))).toEqual(
        step.pushed,
      );
    });
  }
});
