import { parseConfiguration } from '../../../src/hub/configurations/parse-configuration.ts';
import { HubError } from '../../../src/hub/hub-error.ts';
import { parseIdentity } from '../../../src/hub/identities/parse-identity.ts';
import { parseJob } from '../../../src/hub/jobs/parse-job.ts';
import { entryFault } from '../../../src/hub/transfer/check-entry.ts';
import { isObject, type Json, type JsonObject, toBare } from '../../../src/lib/json.ts';
import { TwinRuleError } from '../../../src/twin/rule-error.ts';
import { sectionSize } from '../../../src/twin/size.ts';
import { createTwin } from '../../../src/twin/twin.ts';
import { patchTwin, replaceTwin, reportTwin } from '../../../src/twin/write.ts';
import type { Target } from './fuzz.ts';
import { mutateText } from './mutate.ts';

const now = '2026-01-01T00:00:00Z';
const words = [
  ...[
    '"tags":{',
    '"properties":{',
    '"desired":',
    '"$metadata":{}',
    '"$version":3',
    '"__proto__":{"x":1}',
    'null',
    '[]',
  ],
  ...[
    '{"a":'.repeat(12),
    '[1,{"b":2}]',
    '"a.b"',
    '"$x":1',
    '9007199254740992',
    '1e400',
    '""',
    '"deviceId":"d"',
    '"etag":"*"',
  ],
];
const twins = [
  '{"tags":{"a":{"b":[1,"x"]}},"properties":{"desired":{"interval":5,"on":true,"gone":null}}}',
  '{"tags":null,"properties":{"desired":{"$version":2,"a":{"b":{"c":{"d":{}}}}}}}',
];
const reports = ['{"connectivity":{"type":"wifi"},"battery":97.5,"log":null}', '{"a":{"b":{"c":[{"d":1}]}}}'];
const identities = [
  '{"deviceId":"d","status":"enabled","authentication":{"type":"sas","symmetricKey":{"primaryKey":null,"secondaryKey":null}}}',
  '{"deviceId":"d","capabilities":{"iotEdge":true},"authentication":{"type":"selfSigned","x509Thumbprint":{"primaryThumbprint":"00","secondaryThumbprint":null}}}',
];
const jobs = [
  '{"jobId":"j","type":"scheduleUpdateTwin","queryCondition":"*","updateTwin":{"etag":"*","tags":{"a":1}},"startTime":"2026-01-01T00:00:00Z"}',
  '{"jobId":"j","type":"scheduleDeviceMethod","queryCondition":"tags.a = 1","cloudToDeviceMethod":{"methodName":"m","payload":{},"responseTimeoutInSeconds":30}}',
];
const configurations = [
  '{"id":"c","content":{"deviceContent":{"properties.desired.x":{"y":1}}},"targetCondition":"tags.a=1","priority":10,"metrics":{"queries":{"q":"SELECT deviceId FROM devices"}}}',
  '{"id":"c","content":{"modulesContent":{"$edgeAgent":{"properties.desired":{}}}},"targetCondition":"*","priority":1}',
];
const entries = [
  `{"kind":"twin","key":"d","value":${JSON.stringify(createTwin(now))}}`,
  '{"kind":"session","key":"d","value":{"subscriptions":[["$iothub/twin/res/#",0]]}}',
  '{"kind":"policy","key":"p","value":{"name":"p","rights":["RegistryRead"],"primaryKey":"","secondaryKey":""}}',
];

/** Something that takes the JSON of a stranger, after it was parsed as the hub parses it. */
function taker(name: string, seeds: readonly string[], take: (value: Json) => unknown): Target<string> {
  return {
    name,
    make: random => mutateText(random, seeds, words),
    show: JSON.stringify,
    read: text => {
      let value: Json;
      try {
        value = toBare(JSON.parse(text) as Json);
      } catch {
        return false;
      }
      const isRead = isTaken(take, value);
      if (Object.hasOwn(Object.prototype, 'x') || 'polluted' in {}) throw new Error('a prototype was changed');
      return isRead;
    },
  };
}

function isTaken(take: (value: Json) => unknown, value: Json): boolean {
  try {
    return take(value) !== undefined;
  } catch (error) {
    if (error instanceof TwinRuleError || error instanceof HubError) return false;
    throw error;
  }
}

const asObject = (value: Json): JsonObject | undefined => (isObject(value) ? value : undefined);
const grown = reportTwin(createTwin(now), { connectivity: { type: 'cellular' }, log: [1, 2] }, now);

/** A write as the service sends it, by one of the two acts. */
function write(value: Json, act: typeof patchTwin) {
  const body = asObject(value);
  const { desired } = asObject(body?.properties ?? {}) ?? {};
  if (body === undefined) return undefined;
  const { twin } = act(
    grown,
    { ...(body.tags !== undefined && { tags: body.tags }), ...(desired !== undefined && { desired }) },
    now,
  );
  if (sectionSize(twin.tags) > 8192 || sectionSize(twin.desired.values) > 32_768)
    throw new Error('a section outgrew its limit');
  return twin;
}

export const jsonTargets: readonly Target<string>[] = [
  taker('patches of a twin', twins, value => write(value, patchTwin)),
  taker('replacements of a twin', twins, value => write(value, replaceTwin)),
  taker('reports', reports, value => asObject(value) && reportTwin(grown, asObject(value)!, now)),
  taker(
    'identities',
    identities,
    value => asObject(value) && parseIdentity(asObject(value)!, { deviceId: 'd', moduleId: undefined }),
  ),
  taker('jobs', jobs, value => parseJob('j', value, Date.parse(now))),
  taker('configurations', configurations, value => parseConfiguration('c', value)),
  taker('entries of an import', entries, value => (entryFault(value) === undefined ? value : undefined)),
];
