import type { Json, JsonObject } from '../../lib/json.ts';
import type { IdentityKey } from '../state/identity.ts';

export const jobTypes = ['scheduleUpdateTwin', 'scheduleDeviceMethod'] as const;
export type JobType = (typeof jobTypes)[number];

/** `cancelled` has two l in a job and one in a device's result. hub-reference 6.1. */
export const jobStatuses = ['enqueued', 'queued', 'scheduled', 'running', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** A job as it is kept; times are ISO texts in UTC. */
export type Job = {
  readonly jobId: string;
  readonly type: JobType;
  readonly queryCondition: string;
  readonly createdTime: string;
  readonly startTime: string;
  /** Once it is over. */
  readonly endTime?: string;
  readonly maxExecutionTimeInSeconds: number;
  /** What it does, as it was sent: one of the two. */
  readonly updateTwin?: JsonObject;
  readonly cloudToDeviceMethod?: JsonObject;
  readonly status: JobStatus;
  readonly failureReason?: string;
  /** Once it is over; until then its results are counted. */
  readonly statistics?: JobStatistics;
};

export type DeviceStatus = 'pending' | 'running' | 'completed' | 'failed';

/** What a job came to on one device or module. */
export type DeviceResult = {
  readonly key: IdentityKey;
  readonly status: DeviceStatus;
  readonly updated: string;
  readonly started?: string;
  readonly ended?: string;
  /** A direct method's answer. */
  readonly answer?: { readonly status: number; readonly payload: Json };
  readonly error?: { readonly code: string; readonly description: string };
};

export type JobStatistics = {
  readonly deviceCount: number;
  readonly failedCount: number;
  readonly succeededCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
};

/** A job that waits or runs takes one of the tier's few places. */
export function isOver(job: Job): boolean {
  return job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
}
