import type { JsonObject } from '../../lib/json.ts';
import { composePatches } from '../../twin/merge-values.ts';
import type { ClientError } from '../client-error.ts';
import type { ReportOutcome } from './device-snapshot.ts';

export type Waiter = {
  readonly resolve: (outcome: ReportOutcome) => void;
  readonly reject: (error: ClientError) => void;
};
export type QueuedReport = { readonly patch: JsonObject; readonly waiters: readonly Waiter[] };

/**
 * Reports that wait for the connection, or for the report before them, joined into as few patches as have the same
 * effect.
 */
export class ReportQueue {
  #reports: readonly QueuedReport[] = [];

  get patches(): readonly JsonObject[] {
    return this.#reports.map(({ patch }) => patch);
  }

  add(report: QueuedReport): void {
    this.#reports = joined([...this.#reports, report]);
  }

  take(): QueuedReport | undefined {
    const [next, ...rest] = this.#reports;
    this.#reports = rest;
    return next;
  }

  putBack(report: QueuedReport): void {
    this.#reports = joined([report, ...this.#reports]);
  }

  /** Tells everyone who waits that their report is kept; says whether anyone did. */
  keepAll(): boolean {
    const waiters = this.#reports.flatMap(report => report.waiters);
    this.#reports = this.#reports.map(({ patch }) => ({ patch, waiters: [] }));
    for (const { resolve } of waiters) resolve({ kind: 'kept' });
    return waiters.length > 0;
  }
}

function joined(reports: readonly QueuedReport[]): readonly QueuedReport[] {
  const result: QueuedReport[] = [];
  for (const report of reports) {
    const last = result.at(-1);
    const patch = last && composePatches(last.patch, report.patch);
    if (last && patch) result[result.length - 1] = { patch, waiters: [...last.waiters, ...report.waiters] };
    else result.push(report);
  }
  return result;
}
