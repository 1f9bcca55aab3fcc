import type { JsonObject } from '../lib/json.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import { delay, systemTimers, type Timers } from '../lib/timers.ts';
import type { ClientError } from './client-error.ts';
import { reconnectDelay } from './device/back-off.ts';
import { serviceError } from './sdk-errors.ts';
import type { QueryOptions, QueryPage } from './service/query-calls.ts';

export type QueryState = {
  /** `partial`: there are more pages. `done`: that was all. `waiting`: throttled, asked again at `retryAt`. */
  readonly status: 'idle' | 'running' | 'waiting' | 'partial' | 'done' | 'failed' | 'cancelled';
  /** The text of the last run. */
  readonly text: string;
  readonly rows: readonly JsonObject[];
  /** `Twin`, `DeviceJob` or `Raw`; undefined before the first page. */
  readonly itemType: string | undefined;
  readonly pages: number;
  /** Milliseconds that the pages took, waiting for the reader not counted. */
  readonly milliseconds: number;
  /** When the last page came, in milliseconds since the epoch. */
  readonly at: number | undefined;
  readonly retryAt: number | undefined;
  readonly error: ClientError | undefined;
  /** Counts runs that a person began; a refresh keeps it, so that what changed can be marked. */
  readonly run: number;
  /** When pages were asked for within the last minute: a hub counts them. hub-reference 7. */
  readonly asked: readonly number[];
};

/** Before anything was asked. */
export const idleQuery: QueryState = {
  status: 'idle',
  text: '',
  rows: [],
  itemType: undefined,
  pages: 0,
  milliseconds: 0,
  at: undefined,
  retryAt: undefined,
  error: undefined,
  run: 0,
  asked: [],
};

/** What the hub gives at most. hub-reference 5.1. */
const pageSize = 100;
const minute = 60_000;
/** A throttled hub names no time to wait: it is asked again after growing ones, so often. hub-reference 0.6. */
const mostRetries = 8;

/** The part of ServiceClient that a prompt needs. */
export type QuerySource = {
  query(text: string, options?: QueryOptions): AsyncGenerator<QueryPage, void, void>;
};

/** One query prompt's runs: a new run takes the place of the one before. */
export class QuerySession implements Observable<QueryState> {
  readonly #service: QuerySource;
  readonly #timers: Timers;
  readonly #state = new ObservableValue<QueryState>(idleQuery);
  #continuation: string | undefined;
  #controller = new AbortController();
  #isRefreshing = false;

  constructor(service: QuerySource, timers: Timers = systemTimers) {
    this.#service = service;
    this.#timers = timers;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): QueryState => this.#state.getSnapshot();

  /** Runs a query up to its first page. Never rejects: a failure is part of the state. */
  async run(text: string): Promise<void> {
    const signal = this.#restart();
    this.#state.update(({ run, asked }) => ({ ...idleQuery, status: 'running', text, run: run + 1, asked }));
    await this.#next(signal);
  }

  /** The next page's rows are added. Does nothing unless there are more. */
  async more(): Promise<void> {
    if (this.getSnapshot().status !== 'partial' || this.#isRefreshing) return;
    this.#state.update(state => ({ ...state, status: 'running' }));
    await this.#next(this.#controller.signal);
  }

  /** All the pages there are, one after the other, until `cancel` or so many rows. */
  async all(mostRows: number): Promise<void> {
    const { signal } = this.#controller;
    const isDue = ({ status, rows }: QueryState) => status === 'partial' && rows.length < mostRows;
    while (isDue(this.getSnapshot()) && !signal.aborted && !this.#isRefreshing) await this.more();
  }

  /** Runs the same query again for as many pages as are shown; the old rows stay until the new ones are all there. */
  async refresh(): Promise<void> {
    const { text, status, pages } = this.getSnapshot();
    if (text === '' || status === 'running' || status === 'waiting' || this.#isRefreshing) return;
    const signal = this.#restart();
    this.#isRefreshing = true;
    try {
      let fresh: QueryState = { ...this.getSnapshot(), rows: [], pages: 0, milliseconds: 0 };
      do {
        const page = await this.#ask(text, signal);
        if (page === undefined || signal.aborted) return;
        fresh = withPage(fresh, page, this.#timers.now());
      } while (fresh.status === 'partial' && fresh.pages < pages);
      this.#state.update(({ asked }) => ({ ...fresh, asked, retryAt: undefined }));
    } catch (error) {
      this.#fail(error, signal);
    } finally {
      this.#isRefreshing = false;
    }
  }

  /** Gives up the page under way; the rows that came stay, and `more` goes on behind them. */
  cancel(): void {
    const { status, pages } = this.getSnapshot();
    if (status !== 'running' && status !== 'waiting') return;
    this.#controller.abort();
    this.#controller = new AbortController();
    const next = pages > 0 && this.#continuation !== undefined ? 'partial' : 'cancelled';
    this.#state.update(state => ({ ...state, status: next, retryAt: undefined }));
  }

  #restart(): AbortSignal {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#continuation = undefined;
    return this.#controller.signal;
  }

  async #next(signal: AbortSignal): Promise<void> {
    try {
      const page = await this.#ask(this.getSnapshot().text, signal);
      if (page !== undefined && !signal.aborted) {
        this.#state.update(state => withPage(state, page, this.#timers.now()));
      }
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  /** One page, waiting while the hub throttles. Undefined when that was given up. */
  async #ask(text: string, signal: AbortSignal): Promise<QueryPage | undefined> {
    for (let attempt = 0; ; attempt++) {
      this.#count();
      try {
        const options = { pageSize, signal, continuation: this.#continuation };
        const { value } = await this.#service.query(text, options).next();
        if (!signal.aborted) this.#continuation = value?.continuation;
        return value ?? undefined;
      } catch (error) {
        const known = serviceError(error);
        if (known.trouble !== 'throttled' || attempt >= mostRetries || signal.aborted) throw error;
        await this.#wait(attempt, known, signal);
      }
    }
  }

  async #wait(attempt: number, error: ClientError, signal: AbortSignal): Promise<void> {
    const wait = reconnectDelay(attempt + 1, 1);
    const retryAt = this.#timers.now() + wait;
    this.#state.update(state => ({ ...state, status: 'waiting', retryAt, error }));
    await delay(this.#timers, wait, signal);
    this.#state.update(state => ({ ...state, status: 'running', retryAt: undefined, error: undefined }));
  }

  #count(): void {
    const now = this.#timers.now();
    this.#state.update(state => ({ ...state, asked: [...state.asked.filter(at => now - at < minute), now] }));
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#state.update(state => ({ ...state, status: 'failed', retryAt: undefined, error: serviceError(error) }));
  }
}

function withPage(state: QueryState, page: QueryPage, now: number): QueryState {
  return {
    ...state,
    status: page.continuation === undefined ? 'done' : 'partial',
    rows: [...state.rows, ...page.rows],
    itemType: page.itemType,
    pages: state.pages + 1,
    milliseconds: state.milliseconds + page.milliseconds,
    at: now,
    error: undefined,
  };
}
