import type { HubState, StoredDocument } from '../state/hub-state.ts';
import type { IdentityKey } from '../state/identity.ts';
import type { DeviceResult, JobStatistics } from './job.ts';

/**
 * Results are kept beside their job in pieces of this many, so that a job on many devices neither rewrites them all for
 * each one nor keeps a file entry for each one.
 */
const chunkSize = 64;

type Change = { readonly kind: 'job'; readonly key: string; readonly value: StoredDocument | undefined };

/** The results of one job, device by device in the order of their selection. */
export class JobResults {
  readonly #jobId: string;
  readonly #results: DeviceResult[];

  private constructor(jobId: string, results: DeviceResult[]) {
    this.#jobId = jobId;
    this.#results = results;
  }

  static pending(jobId: string, keys: readonly IdentityKey[], now: string): JobResults {
    return new JobResults(
      jobId,
      keys.map(key => ({ key, status: 'pending', updated: now })),
    );
  }

  static load(state: HubState, jobId: string): JobResults {
    return new JobResults(jobId, [...storedResults(state, jobId)]);
  }

  get all(): readonly DeviceResult[] {
    return this.#results;
  }

  set(index: number, result: DeviceResult): void {
    this.#results[index] = result;
  }

  /** Everything, to be committed. */
  changes(): Change[] {
    return Array.from({ length: Math.ceil(this.#results.length / chunkSize) }, (_, chunk) => this.change(chunk));
  }

  change(chunk: number): Change {
    const results = this.#results.slice(chunk * chunkSize, (chunk + 1) * chunkSize);
    return { kind: 'job', key: chunkKey(this.#jobId, chunk), value: { results } };
  }

  statistics(): JobStatistics {
    const counts = { pending: 0, running: 0, completed: 0, failed: 0 };
    for (const { status } of this.#results) counts[status]++;
    return {
      deviceCount: this.#results.length,
      failedCount: counts.failed,
      succeededCount: counts.completed,
      runningCount: counts.running,
      pendingCount: counts.pending,
    };
  }
}

/** A job's results as they are kept, one piece after the other. */
export function* storedResults(state: HubState, jobId: string): IterableIterator<DeviceResult> {
  for (let chunk = 0; ; chunk++) {
    const document = state.get('job', chunkKey(jobId, chunk));
    if (document === undefined) return;
    yield* document.results as unknown as readonly DeviceResult[];
  }
}

export function chunkOf(index: number): number {
  return Math.floor(index / chunkSize);
}

/** The indices of a chunk's results. */
export function indicesOf(chunk: number, length: number): number[] {
  const first = chunk * chunkSize;
  return Array.from({ length: Math.min(chunkSize, length - first) }, (_, offset) => first + offset);
}

/** A slash is legal in no job's id, so these keys cannot be taken for jobs. */
function chunkKey(jobId: string, chunk: number): string {
  return `${jobId}/${chunk}`;
}
