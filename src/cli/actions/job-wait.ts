import { setTimeout as pause } from 'node:timers/promises';
import type { JobDocument } from '../../clients/service/job-calls.ts';
import type { ServiceClient } from '../../clients/service-client.ts';
import { AppError } from '../../lib/errors.ts';
import { Progress } from '../output/progress.ts';

/** Milliseconds between two looks at a job; a hub tells of its end only when asked, and asking has a quota. */
const [firstLook, slowest] = [100, 5_000];
const ends = ['completed', 'failed', 'cancelled'];

/** The job once it has ended, well or not. */
export async function awaitJob(service: ServiceClient, job: JobDocument, signal: AbortSignal): Promise<JobDocument> {
  const progress = new Progress();
  let now = job;
  try {
    for (let wait = firstLook; !ends.includes(now.status); wait = Math.min(slowest, wait * 1.5)) {
      await pause(wait, undefined, { signal });
      now = await service.jobs.get(job.jobId);
      const { deviceCount = 0, succeededCount = 0, failedCount = 0 } = now.deviceJobStatistics ?? {};
      progress.update(succeededCount + failedCount, deviceCount, now.status);
    }
  } finally {
    progress.end();
  }
  return now;
}

/** Throws AppError (exit 1) when the job, or any device in it, has failed. */
export function requireSuccess(now: JobDocument): void {
  const failed = now.deviceJobStatistics?.failedCount ?? 0;
  if (now.status === 'completed' && failed === 0) return;
  const what = now.status === 'completed' ? `failed on ${failed} devices` : `is ${now.status}`;
  throw new AppError(`the job ${now.jobId} ${what}${now.failureReason ? `: ${now.failureReason}` : ''}`, {
    hint: `See them with: twin-tui query "SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '${now.jobId}'"`,
  });
}
