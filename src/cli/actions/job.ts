import { randomUUID } from 'node:crypto';
import type { JobDocument, JobWork } from '../../clients/service/job-calls.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import type { JsonObject } from '../../lib/json.ts';
import { countDevices, meets } from '../count-devices.ts';
import { readJson, readJsonObject } from '../json-argument.ts';
import { note, printJson } from '../output/print.ts';
import { type ListFlags, printRows } from '../output/print-rows.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { readWrite } from '../twin-write.ts';
import { withConnection } from '../with-connection.ts';
import { awaitJob, requireSuccess } from './job-wait.ts';

export type JobFlags = ConnectionFlags & {
  readonly where: string;
  readonly patch?: string;
  readonly method?: string;
  readonly payload?: string;
  readonly id?: string;
  readonly start?: number;
  readonly maxRun: number;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
};

/** `job create`: says how many devices it is for before it is scheduled; with `--dry-run` no more than that. */
export async function createJob(flags: JobFlags): Promise<void> {
  const work = await workOf(flags);
  await withConnection(flags, async ({ connection: { service }, signal }) => {
    const count = await countDevices(service, flags.where);
    if (flags.dryRun) {
      note('Nothing was scheduled.');
      return printJson({ dryRun: true, devices: count, condition: flags.where, work });
    }
    note(meets(count, 'the condition'));
    const { where: condition, start: startAt, maxRun: maximalRun, id: jobId = randomUUID() } = flags;
    const job = await service.jobs.schedule({ jobId, condition, work, startAt, maximalRun });
    // Before the wait: who gives that up needs the id to look for the job or to cancel it.
    if (flags.wait) note(`scheduled the job ${jobId}`);
    await printJob(flags.wait ? await awaitJob(service, job, signal) : job, flags);
  });
}

export async function showJob(jobId: string, flags: ConnectionFlags & { readonly wait?: boolean }): Promise<void> {
  await withConnection(flags, async ({ connection: { service }, signal }) => {
    const job = await service.jobs.get(jobId);
    // What a hub answers for an id it does not know. hub-reference 6.1.
    if (job.status === 'unknown') throw new AppError(`there is no job ${JSON.stringify(jobId)}`, { hint: listHint });
    await printJob(flags.wait ? await awaitJob(service, job, signal) : job, flags);
  });
}

/** Prints a job that was waited for even if it has failed: its counts say how far it came. */
async function printJob(job: JobDocument, { wait }: { readonly wait?: boolean }): Promise<void> {
  await printJson(job);
  if (wait) requireSuccess(job);
}

export async function cancelJob(jobId: string, flags: ConnectionFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => printJson(await connection.service.jobs.cancel(jobId)));
}

export async function listJobs(flags: ListFlags): Promise<void> {
  await withConnection(flags, async ({ connection }) => {
    const jobs = await connection.service.jobs.list();
    await printRows(flags, jobs.map(rowOf));
  });
}

const listHint = 'List the jobs with: twin-tui job list';

function rowOf({ jobId, type = '', status, createdTime = '', deviceJobStatistics: counts }: JobDocument): JsonObject {
  const { deviceCount = 0, succeededCount = 0, failedCount = 0 } = counts ?? {};
  return { jobId, type, status, createdTime, devices: deviceCount, succeeded: succeededCount, failed: failedCount };
}

async function workOf({ patch, method, payload }: JobFlags): Promise<JobWork> {
  if ((patch === undefined) === (method === undefined)) {
    throw new AppError(`a job needs either --patch or --method, found ${patch === undefined ? 'neither' : 'both'}`, {
      hint: 'Change twins with --patch, or call a method with --method and --payload.',
      exitCode: ExitCode.usage,
    });
  }
  if (method === undefined) {
    if (payload !== undefined) {
      throw new AppError('--payload goes with --method, found --patch', {
        hint: 'Leave it out: what --patch merges is its own value.',
        exitCode: ExitCode.usage,
      });
    }
    return { kind: 'update-twin', patch: readWrite(await readJsonObject(patch, 'the patch'), 'delete') };
  }
  const body = payload === undefined ? null : await readJson(payload, 'the payload');
  return { kind: 'call-method', method: { name: method, payload: body } };
}
