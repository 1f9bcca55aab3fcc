import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { bounds } from '../lib/bounds.ts';
import { type JsonObject, toBareObject } from '../lib/json.ts';
import { LineSplitter } from '../lib/lines.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import { systemTimers, type Timers } from '../lib/timers.ts';
import type { TwinState } from '../twin/twin.ts';
import { BackOff } from './device/back-off.ts';
import type { Endpoint } from './service/hub-http.ts';
import type { ChangedBy } from './twin-watch.ts';
import type { WireRecord } from './wire-record.ts';

export type TwinFeedEvent = {
  /** `deviceId` or `deviceId/moduleId`. */
  readonly key: string;
  readonly after: TwinState;
  readonly changedBy: ChangedBy;
};
export type IdentityFeedEvent = { readonly key: string };
export type FeedConnection = { readonly status: 'connecting' | 'connected' | 'lost'; readonly since: number };

/** What a hub tells by itself. */
export interface HubFeed {
  readonly connection: Observable<FeedConnection>;
  onTwin(listener: (event: TwinFeedEvent) => void): () => void;
  /** Identities made, changed, deleted, connected or disconnected. */
  onIdentity(listener: (event: IdentityFeedEvent) => void): () => void;
  onWire(listener: (record: Omit<WireRecord, 'sequence'>) => void): () => void;
  /** We read too slowly, and events are missing. */
  onGap(listener: () => void): () => void;
  close(): void;
}

export type FeedOptions = {
  readonly endpoint: Endpoint;
  /** A SAS token of a policy with all of the owner's rights, made anew for each connection. */
  readonly authorization: () => string;
  readonly timers?: Timers | undefined;
};

/** Milliseconds without a byte after which the connection counts as dead: the hub sends a line every 5 s. */
const longestSilence = bounds.clients.feedSilence;

/** The local hub's feed: newline-delimited JSON over HTTPS, reconnected with back-off. */
export class FeedClient implements HubFeed {
  readonly #options: FeedOptions;
  readonly #timers: Timers;
  readonly connection: ObservableValue<FeedConnection>;
  readonly #twin = new Set<(event: TwinFeedEvent) => void>();
  readonly #identity = new Set<(event: IdentityFeedEvent) => void>();
  readonly #wire = new Set<(record: Omit<WireRecord, 'sequence'>) => void>();
  readonly #gap = new Set<() => void>();
  readonly #backOff: BackOff;
  #request: ClientRequest | undefined;
  /** Waits for the next attempt, or listens for silence. */
  #cancelTimer: () => void = () => {};
  #heardAt = 0;
  #closed = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#backOff = new BackOff(this.#timers);
    this.connection = new ObservableValue<FeedConnection>({ status: 'connecting', since: this.#timers.now() });
    this.#open();
  }

  onTwin(listener: (event: TwinFeedEvent) => void): () => void {
    return added(this.#twin, listener);
  }
  onIdentity(listener: (event: IdentityFeedEvent) => void): () => void {
    return added(this.#identity, listener);
  }
  onWire(listener: (record: Omit<WireRecord, 'sequence'>) => void): () => void {
    return added(this.#wire, listener);
  }
  onGap(listener: () => void): () => void {
    return added(this.#gap, listener);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#request?.destroy();
  }

  #open(): void {
    const { endpoint, authorization } = this.#options;
    const attempt = request({
      host: endpoint.address,
      port: endpoint.port,
      ca: endpoint.ca,
      path: '/$twin-tui/feed?api-version=2021-04-12',
      headers: { Authorization: authorization(), Accept: 'application/x-ndjson' },
      agent: false,
    });
    this.#request = attempt;
    attempt.on('response', response => this.#read(attempt, response));
    attempt.on('error', () => this.#lost(attempt));
    attempt.end();
    this.#heardAt = this.#timers.now();
    this.#listen(attempt, longestSilence);
  }

  #read(attempt: ClientRequest, response: IncomingMessage): void {
    response.on('error', () => {});
    response.on('close', () => this.#lost(attempt));
    if (response.statusCode !== 200) return void response.resume();
    this.#backOff.connected();
    this.connection.set({ status: 'connected', since: this.#timers.now() });
    const lines = new LineSplitter();
    response.setEncoding('utf8').on('data', (piece: string) => {
      this.#heardAt = this.#timers.now();
      for (const line of lines.push(piece)) this.#receive(line);
    });
  }

  /**
   * Ends a connection that has been silent for too long. One that broke without a word shows only by its silence; until
   * then the twin would be shown as live.
   */
  #listen(attempt: ClientRequest, milliseconds: number): void {
    this.#cancelTimer = this.#timers.after(milliseconds, () => {
      const silence = Math.abs(this.#timers.now() - this.#heardAt);
      if (silence < longestSilence) return this.#listen(attempt, longestSilence - silence);
      this.#lost(attempt);
      attempt.destroy();
    });
  }

  #lost(attempt: ClientRequest): void {
    if (this.#closed || attempt !== this.#request) return;
    this.#request = undefined;
    if (this.connection.getSnapshot().status !== 'lost') {
      this.connection.set({ status: 'lost', since: this.#timers.now() });
    }
    this.#cancelTimer();
    this.#cancelTimer = this.#timers.after(this.#backOff.next(), () => this.#open());
  }

  #receive(line: string): void {
    if (line === '') return;
    const event = toBareObject(JSON.parse(line) as JsonObject) as FeedLine;
    switch (event.type) {
      case 'twin':
        for (const tell of this.#twin) tell({ key: event.key, after: event.after, changedBy: changedBy(event.cause) });
        break;
      case 'lifecycle':
      case 'connection':
        for (const tell of this.#identity) tell({ key: event.key });
        break;
      case 'wire':
        for (const tell of this.#wire) tell(wireRecord(event));
        break;
      case 'gap':
        for (const tell of this.#gap) tell();
        break;
      default:
    }
  }
}

/** The lines of the feed that matter here, as the hub writes them. */
type FeedLine =
  | { readonly type: 'twin'; readonly key: string; readonly after: TwinState; readonly cause: Cause }
  | { readonly type: 'lifecycle' | 'connection'; readonly key: string }
  | ({ readonly type: 'wire' } & Omit<WireRecord, 'sequence'>)
  | { readonly type: 'gap' | 'telemetry' };
type Cause = { readonly by: string; readonly policy?: string; readonly id?: string };

function changedBy({ by, policy, id = '' }: Cause): ChangedBy {
  switch (by) {
    case 'service':
      return { by, policy };
    case 'job':
    case 'configuration':
      return { by, id };
    case 'device':
    case 'hub':
      return { by };
    default:
      return { by: 'unknown' };
  }
}

function wireRecord(event: Omit<WireRecord, 'sequence'>): Omit<WireRecord, 'sequence'> {
  const { at, protocol, direction, who, what, status, note, version, headers } = event;
  const { requestBytes, answerBytes, milliseconds, requestBody, answerBody } = event;
  const sizes = { requestBytes, answerBytes, milliseconds, requestBody, answerBody };
  return { at, protocol, direction, who, what, status, note, version, headers, ...sizes };
}

function added<T>(set: Set<T>, member: T): () => void {
  set.add(member);
  return () => set.delete(member);
}
