import type { JsonObject } from '../../lib/json.ts';
import type { DeviceJobRow } from '../context.ts';
import { splitKey } from '../state/identity.ts';
import type { DeviceResult, Job, JobStatistics } from './job.ts';

/** A job as it is answered. hub-reference 6.1. */
export function jobDocument({ statistics: _kept, ...job }: Job, deviceJobStatistics: JobStatistics): JsonObject {
  return { ...job, deviceJobStatistics };
}

/** What a live hub answers for a job it does not know, with 200. hub-reference 6.1. */
export function unknownJobDocument(jobId: string): JsonObject {
  return { jobId, type: 'unknown', status: 'unknown' };
}

/** A row of `devices.jobs`. hub-reference 6.1. */
export function deviceJobRow(job: Job, result: DeviceResult): DeviceJobRow {
  return {
    ...splitKey(result.key),
    jobId: job.jobId,
    jobType: job.type,
    status: result.status,
    ...(result.started !== undefined && { startTimeUtc: result.started }),
    ...(result.ended !== undefined && { endTimeUtc: result.ended }),
    createdDateTimeUtc: job.createdTime,
    lastUpdatedDateTimeUtc: result.updated,
    outcome: { deviceMethodResponse: result.answer ?? null },
    ...(result.error !== undefined && { error: result.error }),
  };
}
