import { bounds } from '../../lib/bounds.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { TwinRuleError } from '../../twin/rule-error.ts';
import { validateWrite } from '../../twin/validate.ts';
import { hubError } from '../error-codes.ts';
import { argumentInvalid } from '../hub-error.ts';
import { readMethodRequest } from '../methods/read-method-request.ts';
import { readServiceWrite } from '../twins/service-write.ts';
import { type JobType, jobTypes } from './job.ts';

/** What a PUT of a job asks for. */
export type JobRequest = {
  readonly type: JobType;
  readonly queryCondition: string;
  /** Milliseconds since the epoch; undefined for at once. */
  readonly startTime: number | undefined;
  readonly maxExecutionTimeInSeconds: number;
  readonly updateTwin?: JsonObject;
  readonly cloudToDeviceMethod?: JsonObject;
};

/** A start may be this far ahead. hub-reference 6.1 (live). */
const furthestStart = bounds.hub.jobStart;
const defaultExecution = 3600;
/** Lower-case letters, digits, hyphen and apostrophe. hub-reference 6.1 (live). */
const idPattern = /^[a-z0-9'-]{1,64}$/;

export function parseJobId(jobId: string): string {
  if (idPattern.test(jobId)) return jobId;
  const rule = "1 to 64 lower-case letters, digits, '-' or an apostrophe";
  throw argumentInvalid(`The job id ${JSON.stringify(jobId)} is not valid: expected ${rule}`);
}

/** Throws HubError 400. The condition is not looked into: a bad one fails later, as on a real hub. hub-reference 6.1. */
export function parseJob(jobId: string, body: Json, now: number): JobRequest {
  if (!isObject(body)) throw hubError('IotHubFormatError', 'A job must be a JSON object');
  if (body.jobId !== undefined && body.jobId !== jobId) {
    throw argumentInvalid(`jobId in the body is ${JSON.stringify(body.jobId)}, in the path ${JSON.stringify(jobId)}`);
  }
  const type = parseType(body.type);
  return {
    type,
    queryCondition: parseCondition(body.queryCondition),
    startTime: parseStart(body.startTime, now),
    maxExecutionTimeInSeconds: parseExecution(body.maxExecutionTimeInSeconds),
    ...(type === 'scheduleUpdateTwin'
      ? { updateTwin: parseUpdate(body.updateTwin) }
      : { cloudToDeviceMethod: parseMethod(body.cloudToDeviceMethod) }),
  };
}

function parseType(type: Json | undefined): JobType {
  const known = jobTypes.find(name => name === type);
  if (known === undefined)
    throw argumentInvalid(`type must be ${jobTypes.join(' or ')}, found ${JSON.stringify(type)}`);
  return known;
}

function parseCondition(condition: Json | undefined): string {
  if (typeof condition === 'string' && condition.trim() !== '') return condition;
  throw argumentInvalid("queryCondition must be a text: the part of a query after WHERE, or '*' for all devices");
}

function parseStart(startTime: Json | undefined, now: number): number | undefined {
  if (startTime === undefined || startTime === null || startTime === '') return undefined;
  const start = typeof startTime === 'string' ? Date.parse(startTime) : Number.NaN;
  if (Number.isNaN(start)) {
    throw argumentInvalid(`startTime must be a time such as 2024-01-31T12:00:00Z, found ${JSON.stringify(startTime)}`);
  }
  if (start > now + furthestStart) throw argumentInvalid('startTime must be within the next 168 hours');
  return start;
}

function parseExecution(seconds: Json | undefined): number {
  if (seconds === undefined || seconds === null) return defaultExecution;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 && seconds <= 1e9) return seconds;
  const found = JSON.stringify(seconds);
  throw argumentInvalid(`maxExecutionTimeInSeconds must be a whole number of seconds above 0, found ${found}`);
}

function parseUpdate(updateTwin: Json | undefined): JsonObject {
  if (!isObject(updateTwin)) throw argumentInvalid('updateTwin must be an object with tags or properties.desired');
  // Node sends the caller's patch as it is, mostly without an etag, so only a wrong one is refused. hub-reference 6.1.
  const { etag } = updateTwin;
  if (etag !== undefined && etag !== null && etag !== '*' && etag !== '"*"') {
    throw argumentInvalid("Missing or invalid etag for job type ScheduleUpdateTwin: it must be '*'");
  }
  const { tags, desired } = readServiceWrite(updateTwin);
  checkSection('tags', tags);
  checkSection('desired', desired);
  return updateTwin;
}

function checkSection(section: 'tags' | 'desired', value: Json | undefined): void {
  if (value === undefined || value === null) return;
  if (!isObject(value))
    throw argumentInvalid(`updateTwin: ${section} must be an object, found ${JSON.stringify(value)}`);
  const { $metadata: _metadata, $version: _version, ...written } = value;
  try {
    validateWrite(section, written, 'delete');
  } catch (error) {
    if (error instanceof TwinRuleError) throw argumentInvalid(error.message);
    throw error;
  }
}

function parseMethod(method: Json | undefined): JsonObject {
  if (!isObject(method)) throw argumentInvalid('cloudToDeviceMethod must be an object with methodName');
  readMethodRequest(method);
  return method;
}
