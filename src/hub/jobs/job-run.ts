import { bounds } from '../../lib/bounds.ts';
import { breather } from '../../lib/breather.ts';
import { toBare } from '../../lib/json.ts';
import { Slots } from '../../lib/slots.ts';
import { timestamp } from '../clock.ts';
import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';
import { readMethodRequest } from '../methods/read-method-request.ts';
import { readServiceWrite } from '../twins/service-write.ts';
import type { DeviceResult, Job } from './job.ts';
import { chunkOf, indicesOf, type JobResults } from './job-results.ts';
import type { JobStore } from './job-store.ts';

/** Devices worked on at the same time. */
const parallel = bounds.hub.parallelDevices;

type Outcome = Pick<DeviceResult, 'answer' | 'error'>;

/**
 * One run of one job over its devices. A device's work is begun only after its being begun is on disk, so that a hub
 * that dies meanwhile knows whose outcome it cannot tell: no device gets a method twice.
 */
export class JobRun {
  readonly #context: HubCore;
  readonly #store: JobStore;
  readonly #job: Job;
  readonly #results: JobResults;
  readonly #signal: AbortSignal;
  readonly #slots = new Slots(parallel);
  readonly #left = new Map<number, number>();
  #failure: unknown;

  constructor(context: HubCore, store: JobStore, job: Job, results: JobResults, signal: AbortSignal) {
    this.#context = context;
    this.#store = store;
    this.#job = job;
    this.#results = results;
    this.#signal = signal;
  }

  /** Resolves when every device has its result or the signal was given; rejects when results cannot be stored. */
  async run(): Promise<void> {
    const breathe = breather();
    const end = aborted(this.#signal);
    for (const index of this.#pending()) {
      await breathe();
      const slot = this.#slots.take();
      if (slot !== undefined) await Promise.race([slot, end]);
      if (!(await this.#mayWorkOn(index))) {
        this.#slots.release();
        break;
      }
      void this.#work(index);
    }
    // What is under way comes to its end before a run that failed is tried again: the two would work side by side.
    await Promise.race([this.#slots.idle(), end]);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** What was not done in time has failed, and says so. */
  giveUp(reason: string): void {
    for (const [index, result] of this.#results.all.entries()) {
      if (result.status === 'pending' || result.status === 'running') {
        this.#set(index, 'failed', { error: { code: 'RequestTimedOut', description: reason } });
      }
    }
  }

  #pending(indices: Iterable<number> = this.#results.all.keys()): number[] {
    return [...indices].filter(index => this.#results.all[index]!.status === 'pending');
  }

  /** Not when the run is over, nor when the device's being begun could not be stored. Never rejects. */
  async #mayWorkOn(index: number): Promise<boolean> {
    if (this.#signal.aborted || this.#failure !== undefined) return false;
    try {
      await this.#context.faults.admit('JobDevice');
      if (this.#signal.aborted) return false;
      await this.#begin(chunkOf(index));
      return true;
    } catch (error) {
      this.#failure ??= error;
      return false;
    }
  }

  async #begin(chunk: number): Promise<void> {
    if (this.#left.has(chunk)) return;
    const pending = this.#pending(indicesOf(chunk, this.#results.all.length));
    this.#left.set(chunk, pending.length);
    for (const index of pending) this.#set(index, 'running', {});
    // Writing a twin twice does no harm, so such a job need not know after a crash where it was.
    if (this.#job.type === 'scheduleDeviceMethod') await this.#store.saveResults([this.#results.change(chunk)]);
  }

  async #work(index: number): Promise<void> {
    const { key } = this.#results.all[index]!;
    try {
      const outcome = await this.#workOn(key);
      if (this.#signal.aborted) return;
      this.#set(index, outcome.error === undefined ? 'completed' : 'failed', outcome);
      await this.#finish(chunkOf(index));
    } catch (error) {
      this.#failure ??= error;
    } finally {
      this.#slots.release();
    }
  }

  async #finish(chunk: number): Promise<void> {
    const left = this.#left.get(chunk)! - 1;
    this.#left.set(chunk, left);
    if (left === 0) await this.#store.saveResults([this.#results.change(chunk)]);
  }

  async #workOn(key: string): Promise<Outcome> {
    try {
      return await (this.#job.type === 'scheduleUpdateTwin' ? this.#updateTwin(key) : this.#callMethod(key));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return { error: { code: error.code, description: error.message } };
    }
  }

  async #updateTwin(key: string): Promise<Outcome> {
    const cause = { by: 'job', id: this.#job.jobId } as const;
    await this.#context.twins.patch(key, readServiceWrite(this.#job.updateTwin!), { cause });
    return {};
  }

  async #callMethod(key: string): Promise<Outcome> {
    if (this.#context.state.get('identity', key) === undefined) {
      throw hubError('DeviceNotFound', key);
    }
    const request = readMethodRequest(this.#job.cloudToDeviceMethod!);
    const { status, payload } = await this.#context.methods.invoke(key, request);
    return { answer: { status, payload: toBare(JSON.parse(payload)) } };
  }

  #set(index: number, status: DeviceResult['status'], outcome: Outcome): void {
    const now = timestamp(this.#context.clock);
    const { key, started = now } = this.#results.all[index]!;
    const ended = status === 'running' ? {} : { ended: now };
    this.#results.set(index, { key, status, updated: now, started, ...ended, ...outcome });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}
