import type { DeviceJobRow, DeviceJobRows } from '../context.ts';
import type { Change, HubState } from '../state/hub-state.ts';
import type { Job } from './job.ts';
import { deviceJobRow } from './job-document.ts';
import { JobResults, storedResults } from './job-results.ts';

/** All jobs of a hub and what they came to: on disk, and for those that run now, as far as they are. */
export class JobStore implements DeviceJobRows {
  readonly #state: HubState;
  readonly #live = new Map<string, JobResults>();

  constructor(state: HubState) {
    this.#state = state;
  }

  /** Results are kept beside the jobs, under keys that are no job's id. */
  get(jobId: string): Job | undefined {
    if (jobId.includes('/')) return undefined;
    return this.#state.get('job', jobId) as Job | undefined;
  }

  /** Of all jobs when none is named. */
  settled(jobId?: string): Promise<void> | undefined {
    return this.#state.settled('job', jobId);
  }

  /** In order of creation. */
  *all(): IterableIterator<Job> {
    for (const [key, document] of this.#state.entries('job')) if (!key.includes('/')) yield document as Job;
  }

  results(jobId: string): JobResults {
    return this.#live.get(jobId) ?? JobResults.load(this.#state, jobId);
  }

  *rows(jobIds?: readonly string[]): IterableIterator<DeviceJobRow> {
    for (const job of this.all()) {
      if (jobIds?.includes(job.jobId) === false) continue;
      const results = this.#live.get(job.jobId)?.all ?? storedResults(this.#state, job.jobId);
      for (const result of results) yield deviceJobRow(job, result);
    }
  }

  /** The job as it is from now on, and such of its results as changed with it. */
  save(job: Job, results: readonly Change[] = []): Promise<void> {
    return this.#state.commit([{ kind: 'job', key: job.jobId, value: job }, ...results]);
  }

  saveResults(changes: readonly Change[]): Promise<void> {
    return this.#state.commit(changes);
  }

  /** While a job runs its results are read from where they arise. */
  keepLive(jobId: string, results: JobResults | undefined): void {
    if (results === undefined) this.#live.delete(jobId);
    else this.#live.set(jobId, results);
  }

  forget(jobId: string): Promise<void> {
    const chunks = this.results(jobId).changes();
    const changes: Change[] = chunks.map(({ key }) => ({ kind: 'job', key, value: undefined }));
    return this.#state.commit([{ kind: 'job', key: jobId, value: undefined }, ...changes]);
  }
}
