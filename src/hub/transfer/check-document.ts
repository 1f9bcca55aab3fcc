import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { parseConfiguration, parseConfigurationId } from '../configurations/parse-configuration.ts';
import { HubError } from '../hub-error.ts';
import { jobStatuses, jobTypes } from '../jobs/job.ts';
import { parseJobId } from '../jobs/parse-job.ts';
import {
  counter,
  listOf,
  type MemberTest,
  type MemberTests,
  memberFault,
  object,
  text,
  time,
  word,
} from './member-checks.ts';

const times: MemberTests = { createdTimeUtc: time, lastUpdatedTimeUtc: time, etag: counter };

/** What is wrong with an automatic configuration as a hub keeps it, or undefined. */
export function configurationFault(key: string, value: JsonObject): string | undefined {
  const metrics = isObject(value.metrics) ? { queries: value.metrics } : null;
  return (
    refusal(() => parseConfiguration(parseConfigurationId(key), { ...value, metrics })) ??
    memberFault(value, 'configuration', times)
  );
}

const result: MemberTest = {
  expected: 'a result with key, status and updated',
  holds: (value: Json | undefined) =>
    isObject(value) && memberFault(value, 'result', { key: text, status: deviceStatus, updated: text }) === undefined,
};
const deviceStatus = word('pending', 'running', 'completed', 'failed');
const jobMembers: MemberTests = {
  jobId: text,
  type: word(...jobTypes),
  queryCondition: text,
  createdTime: time,
  startTime: time,
  maxExecutionTimeInSeconds: counter,
  status: word(...jobStatuses),
};

/** What is wrong with a job, or with a piece of its results (`id/0`), or undefined. */
export function jobFault(key: string, value: JsonObject): string | undefined {
  const [id = '', piece] = key.split('/');
  const wrongId = refusal(() => parseJobId(id));
  if (wrongId !== undefined) return wrongId;
  if (piece !== undefined) return memberFault(value, 'job', { results: listOf(result) });
  const fault = memberFault(value, 'job', jobMembers);
  if (fault !== undefined) return fault;
  if (value.jobId !== id) return `the key is ${JSON.stringify(key)}, the job's is ${JSON.stringify(value.jobId)}`;
  return memberFault(value, 'job', {
    [value.type === 'scheduleUpdateTwin' ? 'updateTwin' : 'cloudToDeviceMethod']: object,
  });
}

/** What a request for it would be refused with. */
function refusal(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof HubError) return error.message;
    throw error;
  }
}
