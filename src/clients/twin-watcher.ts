import { bounds } from '../lib/bounds.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import { systemTimers, type Timers } from '../lib/timers.ts';
import {
  sameVersion,
  type TwinDocument,
  type TwinPatch,
  type TwinTarget,
  targetName,
  withState,
} from '../twin/twin-document.ts';
import { ClientError } from './client-error.ts';
import type { HubFeed, TwinFeedEvent } from './feed-client.ts';
import { serviceError } from './sdk-errors.ts';
import type { ServiceClient } from './service-client.ts';
import type { ChangedBy, Freshness, TwinWatch } from './twin-watch.ts';
import type { VersionFile } from './versions/version-file.ts';
import { inferred, named, recalled, replaced } from './versions/version-history.ts';

export type TwinWatcherOptions = {
  readonly target: TwinTarget;
  readonly service: ServiceClient;
  /** A hub that tells of changes by itself; else the twin is polled. */
  readonly feed?: HubFeed | undefined;
  /** Where versions are kept beyond this process. */
  readonly versions?: VersionFile | undefined;
  /** Milliseconds between two polls. */
  readonly pollMilliseconds?: number | undefined;
  readonly timers?: Timers | undefined;
};

/** Versions that are kept for stepping back. */
const historyLimit = bounds.clients.twinHistory;
/** Twin reads are limited to 100 a second for a whole hub; one in two seconds leaves the hub to others. */
const defaultPoll = 2_000;
/**
 * Milliseconds without an answer after which what is shown counts as old, though the request is given up much later.
 */
const answerLimit = bounds.clients.twinReadTime;
const noAnswer = () => new ClientError('timeout', `the hub has not answered for ${answerLimit / 1000} s`);

/** The live twin of one device or module: read and followed while anyone is subscribed; its history is kept. */
export class TwinWatcher implements Observable<TwinWatch> {
  readonly target: TwinTarget;
  readonly #service: ServiceClient;
  readonly #feed: HubFeed | undefined;
  readonly #versions: VersionFile | undefined;
  readonly #poll: number;
  readonly #timers: Timers;
  readonly #state: ObservableValue<TwinWatch>;
  #subscribers = 0;
  #stops: (() => void)[] = [];
  #cancelPoll: () => void = () => {};
  /** Whether the versions of earlier sessions were asked for, which is done once, by the first subscriber. */
  #isRecalled = false;

  constructor({ target, service, feed, versions, pollMilliseconds, timers }: TwinWatcherOptions) {
    this.target = target;
    this.#service = service;
    this.#feed = feed;
    this.#versions = versions;
    this.#poll = pollMilliseconds ?? defaultPoll;
    this.#timers = timers ?? systemTimers;
    this.#state = new ObservableValue<TwinWatch>({
      target,
      freshness: { kind: 'loading', since: this.#timers.now() },
      twin: undefined,
      previous: undefined,
      receivedAt: undefined,
      history: [],
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const unsubscribe = this.#state.subscribe(listener);
    if (++this.#subscribers === 1) this.#start();
    return () => {
      unsubscribe();
      if (--this.#subscribers === 0) this.#stop();
    };
  };
  /** Whether anyone looks at it now. */
  get isWatched(): boolean {
    return this.#subscribers > 0;
  }

  readonly getSnapshot = (): TwinWatch => this.#state.getSnapshot();

  /** Reads the twin now. Never rejects: a failure is part of the state. */
  async refresh(): Promise<void> {
    this.#cancelPoll();
    const answered = this.#timers.after(answerLimit, () => this.#fail(noAnswer()));
    try {
      this.#take(await this.#service.twins.get(this.target), { by: 'unknown' });
      this.#fresh();
    } catch (error) {
      this.#fail(serviceError(error));
    } finally {
      answered();
    }
    if (this.#subscribers > 0) this.#schedule();
  }

  /**
   * Writes with If-Match of the twin shown, unless another etag is given. Rejects with ClientError, e.g. `conflict`.
   */
  async patch(patch: TwinPatch, etag = this.getSnapshot().twin?.etag): Promise<TwinDocument> {
    return this.#written(await this.#service.twins.patch(this.target, patch, etag));
  }

  async replace(content: TwinPatch, etag = this.getSnapshot().twin?.etag): Promise<TwinDocument> {
    return this.#written(await this.#service.twins.replace(this.target, content, etag));
  }

  #start(): void {
    if (this.#feed !== undefined) this.#follow(this.#feed);
    void this.refresh();
    if (!this.#isRecalled) void this.#recall();
  }

  /** What was seen by earlier screens comes before what this one has seen, as soon as both are there. */
  async #recall(): Promise<void> {
    this.#isRecalled = true;
    const earlier = (await this.#versions?.read(targetName(this.target))) ?? [];
    if (earlier.length === 0) return;
    const merge = () => {
      const { history } = this.getSnapshot();
      if (history.length === 0) return;
      stop();
      this.#state.update(state => ({ ...state, history: recalled(earlier, state.history).slice(-historyLimit) }));
    };
    const stop = this.#state.subscribe(merge);
    merge();
  }

  #stop(): void {
    this.#cancelPoll();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #written(document: TwinDocument): TwinDocument {
    this.#take(document, { by: 'this-app' });
    return document;
  }

  #follow(feed: HubFeed): void {
    const name = targetName(this.target);
    this.#stops = [
      feed.onTwin(event => event.key === name && this.#changed(event)),
      feed.onIdentity(event => event.key === name && void this.refresh()),
      feed.onGap(() => void this.refresh()),
      feed.connection.subscribe(() => void this.refresh()),
    ];
  }

  /** An event holds the whole new state, so that no version is missed however fast they come. */
  #changed({ after, changedBy }: TwinFeedEvent): void {
    const { twin } = this.getSnapshot();
    if (twin !== undefined) this.#take(withState(twin, after), changedBy);
  }

  #take(document: TwinDocument, changedBy: ChangedBy): void {
    const at = this.#timers.now();
    const before = this.getSnapshot().history.at(-1);
    this.#state.update(state => {
      const newest = state.twin;
      if (
        newest !== undefined &&
        document.version <= newest.version &&
        !replaced(newest, document, state.freshness.kind === 'gone')
      ) {
        const known = sameVersion(newest, document);
        return { ...state, twin: known ? document : newest, history: named(state.history, document, changedBy) };
      }
      const version = { at, document, changedBy: inferred(newest, document, changedBy) };
      const history = [...state.history.slice(1 - historyLimit), version];
      return { ...state, twin: document, previous: newest, receivedAt: at, history };
    });
    const last = this.getSnapshot().history.at(-1);
    if (last !== undefined && last !== before) this.#versions?.add({ name: targetName(this.target), ...last });
  }

  #fresh(): void {
    const { freshness } = this.getSnapshot();
    const told = this.#feed?.connection.getSnapshot().status === 'connected';
    const pollMilliseconds = told ? undefined : this.#poll;
    if (freshness.kind === 'live' && freshness.pollMilliseconds === pollMilliseconds) return;
    this.#become({ kind: 'live', since: this.#timers.now(), pollMilliseconds });
  }

  #fail(error: ClientError): void {
    const { freshness } = this.getSnapshot();
    const kind = error.trouble === 'device-not-found' ? 'gone' : 'stale';
    const since = freshness.kind === kind ? freshness.since : this.#timers.now();
    this.#become({ kind, since, error });
  }

  #become(freshness: Freshness): void {
    this.#state.update(state => ({ ...state, freshness }));
  }

  #schedule(): void {
    const { freshness } = this.getSnapshot();
    if (freshness.kind === 'live' && freshness.pollMilliseconds === undefined) return;
    this.#cancelPoll = this.#timers.after(this.#poll, () => void this.refresh());
  }
}
