import type { Json, JsonObject } from '../../lib/json.ts';
import type { TwinPatch } from '../../twin/twin-document.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { MethodInvocation } from './method-calls.ts';
import type { RestClient } from './rest-client.ts';

/** A job as the hub tells of it. hub-reference 6.1. */
export type JobDocument = {
  readonly jobId: string;
  readonly type?: string;
  readonly status: string;
  readonly queryCondition?: string;
  /** What it does: one of the two. */
  readonly updateTwin?: JsonObject;
  readonly cloudToDeviceMethod?: JsonObject;
  readonly createdTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly failureReason?: string;
  readonly statusMessage?: string;
  readonly deviceJobStatistics?: {
    readonly deviceCount: number;
    readonly failedCount: number;
    readonly succeededCount: number;
    readonly runningCount: number;
    readonly pendingCount: number;
  };
};

/** What a job does on every device that its condition selects. */
export type JobWork =
  | { readonly kind: 'update-twin'; readonly patch: TwinPatch }
  | { readonly kind: 'call-method'; readonly method: MethodInvocation };

export type JobRequest = {
  readonly jobId: string;
  /** The part of a query after WHERE; `*` selects all. */
  readonly condition: string;
  readonly work: JobWork;
  /** Milliseconds since the epoch; at once when not given. */
  readonly startAt?: number | undefined;
  /** Seconds; an hour when not given. */
  readonly maximalRun?: number | undefined;
};

/** Jobs on many devices. Every call throws ClientError. */
export class JobCalls {
  readonly #rest: RestClient;
  readonly #guard: WriteGuard;

  constructor(rest: RestClient, guard: WriteGuard) {
    this.#rest = rest;
    this.#guard = guard;
  }

  async schedule(request: JobRequest): Promise<JobDocument> {
    this.#guard.check(`schedule the job ${request.jobId}`);
    return (await this.#rest.call('PUT', jobPath(request.jobId), {}, jobBody(request))) as JobDocument;
  }

  async get(jobId: string): Promise<JobDocument> {
    return (await this.#rest.call('GET', jobPath(jobId))) as JobDocument;
  }

  /** The first page of jobs, at most 100; a hub keeps them 30 days. */
  async list(): Promise<readonly JobDocument[]> {
    return (await this.#rest.call('GET', '/jobs/v2/query')) as unknown as readonly JobDocument[];
  }

  async cancel(jobId: string): Promise<JobDocument> {
    this.#guard.check(`cancel the job ${jobId}`);
    return (await this.#rest.call('POST', `${jobPath(jobId)}/cancel`)) as JobDocument;
  }
}

function jobPath(jobId: string): string {
  return `/jobs/v2/${encodeURIComponent(jobId)}`;
}

/**
 * The body of a job. It is made here because the SDK's JobClient sends payloads such as `0` and `false` as null, and a
 * patch without an etag, where a hub wants `*`.
 */
function jobBody({ jobId, condition, work, startAt, maximalRun = 3600 }: JobRequest): JsonObject {
  const when = { startTime: new Date(startAt ?? Date.now()).toISOString(), maxExecutionTimeInSeconds: maximalRun };
  const common = { jobId, queryCondition: condition, ...when };
  if (work.kind === 'update-twin') {
    return { ...common, type: 'scheduleUpdateTwin', updateTwin: { etag: '*', ...work.patch } as JsonObject };
  }
  const { name, payload = null, responseTimeout = 30, connectTimeout = 0 } = work.method;
  const call: { [name: string]: Json } = { methodName: name, payload };
  const timeouts = { responseTimeoutInSeconds: responseTimeout, connectTimeoutInSeconds: connectTimeout };
  return { ...common, type: 'scheduleDeviceMethod', cloudToDeviceMethod: { ...call, ...timeouts } };
}
