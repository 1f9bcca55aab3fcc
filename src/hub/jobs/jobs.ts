import { bounds } from '../../lib/bounds.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import { timestamp } from '../clock.ts';
import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { concurrentJobs } from '../faults/quotas.ts';
import { isOver, type Job, type JobStatus } from './job.ts';
import { jobDocument, unknownJobDocument } from './job-document.ts';
import { JobExecution } from './job-execution.ts';
import type { JobStore } from './job-store.ts';
import { type JobRequest, parseJob, parseJobId } from './parse-job.ts';

/** Jobs are kept this long after their end. hub-reference 6.1. */
const history = bounds.hub.jobHistory;
const mostKept = bounds.hub.jobs;

/** Milliseconds until a job is scheduled again when the disk refused it. */
const retryAfter = 5_000;

export type JobFilter = { readonly type?: string | undefined; readonly status?: string | undefined };

export type JobPage = { readonly jobs: readonly JsonObject[]; readonly more: boolean };

/** The jobs of a hub: queued, scheduled, running, over. hub-reference 6.1. */
export class Jobs {
  readonly #context: HubCore;
  readonly #store: JobStore;
  readonly #clock: Timers;
  readonly #timers: Timers;
  readonly #execution: JobExecution;
  readonly #alarms = new Map<string, () => void>();
  #closed = false;

  /** `clock` is the hub's time, `timers` real time for what has to be tried again. */
  constructor(context: HubCore, store: JobStore, clock: Timers, timers: Timers = systemTimers) {
    this.#context = context;
    this.#store = store;
    this.#clock = clock;
    this.#timers = timers;
    this.#execution = new JobExecution(context, store, clock, timers);
  }

  /** Takes up what an earlier process left: jobs that wait are waited for again, one that ran goes on. */
  start(): void {
    for (const job of [...this.#store.all()]) {
      if (job.status === 'running') void this.#execution.resume(job);
      else if (!isOver(job)) this.#wait(job);
    }
  }

  /** Nothing is begun any more; a job that runs is left as it stands, to go on at the next start. */
  close(): void {
    this.#closed = true;
    for (const jobId of [...this.#alarms.keys()]) this.#disarm(jobId);
    this.#execution.close();
  }

  /** Resolves with the queued job. Throws HubError 400, 409, 429. */
  async create(jobId: string, body: Json): Promise<JsonObject> {
    const request = parseJob(parseJobId(jobId), body, this.#context.clock.now());
    if (this.#store.get(jobId) !== undefined) {
      throw hubError('JobAlreadyExists', `A job with ID '${jobId}' already exists.`);
    }
    this.#checkConcurrency();
    const job = this.#newJob(jobId, request);
    await this.#store.save(job);
    void this.#forgetOld();
    setImmediate(() => this.#schedule(jobId));
    return this.#document(job);
  }

  /** A job nobody made has the type and status `unknown`. */
  async get(jobId: string): Promise<JsonObject> {
    await this.#store.settled(jobId);
    const job = this.#store.get(jobId);
    return job === undefined ? unknownJobDocument(jobId) : this.#document(job);
  }

  /** Throws HubError 404, 405. */
  async cancel(jobId: string): Promise<JsonObject> {
    const job = this.#store.get(jobId);
    if (job === undefined) throw hubError('JobNotFound', `No job has the ID '${jobId}'.`);
    if (isOver(job) || job.status === 'running') {
      const text = `The job '${jobId}' is ${job.status}, only one that has not begun can be cancelled.`;
      throw hubError('OperationNotAllowedInCurrentState', text);
    }
    this.#disarm(jobId);
    const cancelled: Job = { ...job, status: 'cancelled', endTime: timestamp(this.#context.clock) };
    try {
      await this.#store.save(cancelled);
    } catch (error) {
      if (job.status === 'queued') this.#schedule(jobId);
      else this.#wait(job);
      throw error;
    }
    return this.#document(cancelled);
  }

  /** At most `count` jobs from the one at `start` on, in order of creation, and whether there are more. */
  async list(filter: JobFilter, start: number, count: number): Promise<JobPage> {
    await this.#store.settled();
    const matches = (job: Job) =>
      (filter.type === undefined || job.type === filter.type) &&
      (filter.status === undefined || job.status === filter.status);
    const all = [...this.#store.all()].filter(matches);
    const jobs = all.slice(start, start + count).map(job => this.#document(job));
    return { jobs, more: start + count < all.length };
  }

  #document(job: Job): JsonObject {
    return jobDocument(job, job.statistics ?? this.#store.results(job.jobId).statistics());
  }

  #newJob(jobId: string, request: JobRequest): Job {
    const now = timestamp(this.#context.clock);
    const startTime = request.startTime === undefined ? now : new Date(request.startTime).toISOString();
    return { jobId, createdTime: now, status: 'queued', ...request, startTime };
  }

  #checkConcurrency(): void {
    const places = concurrentJobs(this.#context.faults.tier);
    let taken = 0;
    for (const job of this.#store.all()) if (!isOver(job)) taken++;
    if (taken < places) return;
    const text = `A hub of this tier takes ${places} at a time, scheduled ones included, and ${taken} are not over yet.`;
    throw hubError('ThrottlingMaxActiveJobCountExceeded', text);
  }

  #schedule(jobId: string): void {
    const job = this.#store.get(jobId);
    if (this.#closed || job?.status !== 'queued') return;
    const scheduled = withStatus(job, 'scheduled');
    this.#store.save(scheduled).then(
      () => this.#wait(scheduled),
      // It stays queued, for it was acknowledged: what the disk refuses now it may take later.
      () => this.#arm(jobId, this.#timers, retryAfter, () => this.#schedule(jobId)),
    );
  }

  #wait(job: Job): void {
    if (this.#closed || this.#store.get(job.jobId)?.status === 'cancelled') return;
    const wait = Math.max(0, Date.parse(job.startTime) - this.#clock.now());
    this.#arm(job.jobId, this.#clock, wait, () => void this.#execution.begin(job));
  }

  #arm(jobId: string, timers: Timers, wait: number, act: () => void): void {
    if (this.#closed) return;
    this.#disarm(jobId);
    const cancel = timers.after(wait, () => {
      this.#alarms.delete(jobId);
      act();
    });
    this.#alarms.set(jobId, cancel);
  }

  #disarm(jobId: string): void {
    this.#alarms.get(jobId)?.();
    this.#alarms.delete(jobId);
  }

  /** What ended long ago, and beyond as many as are kept the oldest that are over. */
  async #forgetOld(): Promise<void> {
    const oldest = this.#context.clock.now() - history;
    const jobs = [...this.#store.all()];
    let surplus = jobs.length - mostKept;
    for (const job of jobs) {
      if (!isOver(job)) continue;
      const isOld = Date.parse(job.endTime ?? job.createdTime) < oldest;
      if (!isOld && surplus <= 0) continue;
      surplus--;
      await this.#store.forget(job.jobId).catch(() => undefined);
    }
  }
}

function withStatus(job: Job, status: JobStatus): Job {
  return { ...job, status };
}
