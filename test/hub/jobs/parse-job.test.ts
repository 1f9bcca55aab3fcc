import { describe, expect, it } from 'vitest';
import { parseJob, parseJobId } from '../../../src/hub/jobs/parse-job.ts';
import type { JsonObject } from '../../../src/lib/json.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const twinJob: JsonObject = {
  jobId: 'j1',
  type: 'scheduleUpdateTwin',
  queryCondition: '*',
  updateTwin: { etag: '*', tags: { a: 1 } },
};
const methodJob: JsonObject = {
  type: 'scheduleDeviceMethod',
  queryCondition: "deviceId='a'",
  cloudToDeviceMethod: { methodName: 'reboot', payload: null, responseTimeoutInSeconds: 30 },
};

describe('what a job may be', () => {
  it('keeps what is to be done as it was sent', () => {
    expect(parseJob('j1', twinJob, now)).toEqual({
      type: 'scheduleUpdateTwin',
      queryCondition: '*',
      startTime: undefined,
      maxExecutionTimeInSeconds: 3600,
      updateTwin: { etag: '*', tags: { a: 1 } },
    });
    expect(parseJob('j2', methodJob, now).cloudToDeviceMethod).toEqual(methodJob.cloudToDeviceMethod);
  });

  it('keeps nothing that it does not do', () => {
    const junk = 'x'.repeat(1_000);
    const tags = { a: 1, $version: junk, $metadata: { junk } };
    const properties = { desired: { b: null, $metadata: { junk } }, reported: { junk } };
    const updateTwin = { etag: '*', deviceId: 'd', junk, tags, properties };
    expect(parseJob('j1', { ...twinJob, junk, updateTwin }, now)).toEqual({
      type: 'scheduleUpdateTwin',
      queryCondition: '*',
      startTime: undefined,
      maxExecutionTimeInSeconds: 3600,
      updateTwin: { etag: '*', tags: { a: 1 }, properties: { desired: { b: null } } },
    });
    expect(parseJob('j1', { ...twinJob, updateTwin: { tags: null } }, now).updateTwin).toEqual({ tags: null });
    const method = { methodName: 'm', payload: { a: 1 }, timeoutInSeconds: 5, connectTimeoutInSeconds: 1 };
    const cloudToDeviceMethod = { ...method, junk };
    expect(parseJob('j2', { ...methodJob, cloudToDeviceMethod }, now).cloudToDeviceMethod).toEqual(method);
  });

  it('takes a start in the past, a null start and one within 168 hours', () => {
    const start = (startTime: string | null) => parseJob('j1', { ...twinJob, startTime }, now).startTime;
    expect(start('1970-01-01T00:00:00.000Z')).toBe(0);
    expect(start(null)).toBeUndefined();
    expect(start('2026-01-08T00:00:00Z')).toBe(now + 168 * 3_600_000);
  });

  const refused: readonly [string, JsonObject, string][] = [
    ['another id in the body', { ...twinJob, jobId: 'j2' }, 'in the path'],
    ['an unknown type', { ...twinJob, type: 'export' }, 'type must be'],
    ['no condition', { ...twinJob, queryCondition: ' ' }, 'queryCondition'],
    ['a condition longer than a query', { ...twinJob, queryCondition: `${' '.repeat(8_192)}*` }, '8193 characters'],
    ['a start that is no time', { ...twinJob, startTime: 'soon' }, 'startTime must be a time'],
    ['a start beyond 168 hours', { ...twinJob, startTime: '2026-01-08T00:00:01Z' }, '168 hours'],
    ['no time to run', { ...twinJob, maxExecutionTimeInSeconds: 0 }, 'maxExecutionTimeInSeconds'],
    ['an etag that is not a star', { ...twinJob, updateTwin: { etag: 'AAAAAAAAAAE=' } }, 'Missing or invalid etag'],
    ['no twin', { ...twinJob, updateTwin: null }, 'updateTwin'],
    ['tags that twins refuse', { ...twinJob, updateTwin: { tags: { 'a b': 1 } } }, 'contains a space'],
    ['no method name', { ...methodJob, cloudToDeviceMethod: { payload: 1 } }, 'methodName'],
    [
      'a response timeout below 5 s',
      { ...methodJob, cloudToDeviceMethod: { methodName: 'm', responseTimeoutInSeconds: 4 } },
      'from 5 to 300',
    ],
    [
      'a connect timeout above the response timeout',
      { ...methodJob, cloudToDeviceMethod: { methodName: 'm', connectTimeoutInSeconds: 31 } },
      'may not exceed',
    ],
  ];
  it.each(refused)('refuses %s', (_, body, message) => {
    expect(() => parseJob('j1', body, now)).toThrow(message);
    expect(() => parseJob('j1', body, now)).toThrow(expect.objectContaining({ status: 400, code: 'ArgumentInvalid' }));
  });

  it.each(['Upper', '', 'a_b', 'a/b', 'x'.repeat(65)])('refuses the id %j', id => {
    expect(() => parseJobId(id)).toThrow('not valid');
  });

  it.each(['a', "o'neill-7", '0b5bd3ad-1e9f-4a9c-a0d6-7f7d0f0f4cf5'])('takes the id %j', id => {
    expect(parseJobId(id)).toBe(id);
  });
});
