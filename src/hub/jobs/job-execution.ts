import { messageOf } from '../../lib/errors.ts';
import type { Timers } from '../../lib/timers.ts';
import { timestamp } from '../clock.ts';
import type { HubCore } from '../context.ts';
import { HubError } from '../hub-error.ts';
import type { IdentityKey } from '../state/identity.ts';
import { isOver, type Job } from './job.ts';
import { JobResults } from './job-results.ts';
import { JobRun } from './job-run.ts';
import type { JobStore } from './job-store.ts';

/** Milliseconds until a run that the disk stopped is taken up again. */
const retryAfter = 5_000;

/** Takes jobs from their start to their end. */
export class JobExecution {
  readonly #context: HubCore;
  readonly #store: JobStore;
  readonly #clock: Timers;
  readonly #timers: Timers;
  readonly #closing = new AbortController();

  constructor(context: HubCore, store: JobStore, clock: Timers, timers: Timers) {
    this.#context = context;
    this.#store = store;
    this.#clock = clock;
    this.#timers = timers;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Selects the devices and runs the job on them. A condition that cannot be read fails the job. Never rejects. */
  begin(job: Job): Promise<void> {
    return this.#guarded(job.jobId, async () => {
      const keys = await this.#select(job);
      if (typeof keys === 'string') return this.#end(job, { status: 'failed', failureReason: keys });
      // It may have been cancelled while the condition was looked at.
      if (this.#closing.signal.aborted || this.#store.get(job.jobId)?.status !== 'scheduled') return;
      const now = timestamp(this.#context.clock);
      const results = JobResults.pending(job.jobId, keys, now);
      const running: Job = { ...job, status: 'running', startTime: now };
      await this.#store.save(running, results.changes());
      await this.#run(running, results);
    });
  }

  /**
   * Goes on with a job that ran when the hub stopped. Twins are written to, again where need be; methods that were on
   * their way then have failed, as nobody knows what came of them.
   */
  resume(job: Job): Promise<void> {
    const results = JobResults.load(this.#context.state, job.jobId);
    const error = {
      code: 'ServerError',
      description: 'the hub stopped while the method ran, its outcome is not known',
    };
    const now = timestamp(this.#context.clock);
    for (const [index, result] of results.all.entries()) {
      if (result.status === 'running')
        results.set(index, { ...result, status: 'failed', updated: now, ended: now, error });
    }
    return this.#guarded(job.jobId, () => this.#run(job, results));
  }

  async #run(job: Job, results: JobResults): Promise<void> {
    const overdue = new AbortController();
    const left = Date.parse(job.startTime) + job.maxExecutionTimeInSeconds * 1000 - this.#clock.now();
    const cancel = this.#clock.after(Math.max(0, left), () => overdue.abort());
    this.#store.keepLive(job.jobId, results);
    const run = new JobRun(
      this.#context,
      this.#store,
      job,
      results,
      AbortSignal.any([overdue.signal, this.#closing.signal]),
    );
    try {
      await run.run();
      if (this.#closing.signal.aborted) return;
      if (!overdue.signal.aborted) return await this.#end(job, { status: 'completed' }, results);
      const failureReason = `not done within ${job.maxExecutionTimeInSeconds} seconds`;
      run.giveUp(failureReason);
      await this.#end(job, { status: 'failed', failureReason }, results);
    } finally {
      cancel();
      this.#store.keepLive(job.jobId, undefined);
    }
  }

  #end(job: Job, end: Pick<Job, 'status' | 'failureReason'>, results?: JobResults): Promise<void> {
    const statistics = (results ?? this.#store.results(job.jobId)).statistics();
    const ended: Job = { ...job, ...end, endTime: timestamp(this.#context.clock), statistics };
    return this.#store.save(ended, results?.changes());
  }

  /** The keys, or why there are none. */
  async #select(job: Job): Promise<readonly IdentityKey[] | string> {
    try {
      return await this.#context.queries.select(job.queryCondition);
    } catch (error) {
      if (error instanceof HubError && error.status === 400) return error.message;
      throw error;
    }
  }

  /** What the disk refuses now is tried again: the job on disk says that it still runs, and so it shall. */
  async #guarded(jobId: string, act: () => Promise<void>): Promise<void> {
    if (this.#closing.signal.aborted) return;
    try {
      await act();
    } catch (error) {
      const job = this.#store.get(jobId);
      if (this.#closing.signal.aborted || job === undefined || isOver(job)) return;
      if (error instanceof HubError) return this.#tryAgain(job);
      // A bug: better a job that failed than one that runs for ever.
      await this.#end(job, { status: 'failed', failureReason: `the hub failed: ${messageOf(error)}` }).catch(() => {});
    }
  }

  #tryAgain(job: Job): void {
    const again = () => void (job.status === 'running' ? this.resume(job) : this.begin(job));
    const cancel = this.#timers.after(retryAfter, again);
    this.#closing.signal.addEventListener('abort', cancel, { once: true });
  }
}
