import type { JsonObject } from '../lib/json.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import type { ClientError } from './client-error.ts';
import { serviceError } from './sdk-errors.ts';
import type { QueryPage } from './service/query-calls.ts';
import type { ServiceClient } from './service-client.ts';

export type QueryState = {
  /** `partial`: there are more pages. `done`: that was all. */
  readonly status: 'idle' | 'running' | 'partial' | 'done' | 'failed' | 'cancelled';
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
  readonly error: ClientError | undefined;
};

const idle: QueryState = {
  status: 'idle',
  text: '',
  rows: [],
  itemType: undefined,
  pages: 0,
  milliseconds: 0,
  at: undefined,
  error: undefined,
};

/** One query prompt's runs: a new run takes the place of the one before. */
export class QuerySession implements Observable<QueryState> {
  readonly #service: ServiceClient;
  readonly #state = new ObservableValue<QueryState>(idle);
  #pages: AsyncGenerator<QueryPage, void, void> | undefined;
  #controller = new AbortController();

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): QueryState => this.#state.getSnapshot();

  /** Runs a query up to its first page. Never rejects: a failure is part of the state. */
  async run(text: string, options: { pageSize?: number } = {}): Promise<void> {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#pages = this.#service.query(text, { ...options, signal: this.#controller.signal });
    this.#state.set({ ...idle, status: 'running', text });
    await this.#next();
  }

  /** The next page's rows are added. Does nothing unless there are more. */
  async more(): Promise<void> {
    if (this.getSnapshot().status !== 'partial') return;
    this.#state.update(state => ({ ...state, status: 'running' }));
    await this.#next();
  }

  /** Gives up the page under way; the rows that came stay. */
  cancel(): void {
    if (this.getSnapshot().status !== 'running') return;
    this.#controller.abort();
    this.#state.update(state => ({ ...state, status: 'cancelled' }));
  }

  async #next(): Promise<void> {
    const pages = this.#pages;
    const { signal } = this.#controller;
    try {
      const page = await pages?.next();
      if (!signal.aborted) this.#state.update(state => withPage(state, page?.value ?? undefined));
    } catch (error) {
      if (!signal.aborted) {
        this.#state.update(state => ({ ...state, status: 'failed', error: serviceError(error) }));
      }
    }
  }
}

function withPage(state: QueryState, page: QueryPage | undefined): QueryState {
  if (page === undefined) return { ...state, status: 'done' };
  return {
    ...state,
    status: page.continuation === undefined ? 'done' : 'partial',
    rows: [...state.rows, ...page.rows],
    itemType: page.itemType,
    pages: state.pages + 1,
    milliseconds: state.milliseconds + page.milliseconds,
    at: Date.now(),
    error: undefined,
  };
}
