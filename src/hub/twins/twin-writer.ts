import { bareObject, type JsonObject } from '../../lib/json.ts';
import { twinEtag } from '../../twin/etag.ts';
import type { TwinState } from '../../twin/twin.ts';
import {
  patchTwin,
  replaceTwin,
  reportTwin,
  reportTwinByText,
  type ServiceWrite,
  type ServiceWriteResult,
} from '../../twin/write.ts';
import { type Clock, timestamp } from '../clock.ts';
import { hubError } from '../error-codes.ts';
import type { Cause, Feed } from '../feed.ts';
import type { HubState } from '../state/hub-state.ts';
import type { IdentityKey } from '../state/identity.ts';
import { settledRefusal } from '../state/settled.ts';
import { type ReportOutcome, ReportWaiter, reportNews } from './report-waiter.ts';
import { refusalOf, ruled } from './ruled.ts';

export type TwinWriteOptions = {
  /** Etag texts that may match, quotes taken off; `*` or undefined writes without a condition. hub-reference 0.5. */
  readonly ifMatch?: string | undefined;
  readonly cause: Cause;
};

export type ConfigurationWrite = {
  readonly configurations: TwinState['configurations'];
  readonly desired?: JsonObject | undefined;
  readonly cause: Cause;
};

export type ReportWrite = {
  /** The patch as the device wrote it: JSON in UTF-8. */
  readonly text: Buffer;
  /** Throws HubError 400 when it is no object in JSON. Not asked where the text is like that of the report before. */
  readonly read: (text: Buffer) => JsonObject;
  /** The version of reported that it is meant for; undefined for any. */
  readonly base?: number | undefined;
};

/** The only way twins change: rules, condition, commit, then the news. One for REST, MQTT, jobs and configurations. */
export class TwinWriter {
  readonly #state: HubState;
  readonly #clock: Clock;
  readonly #feed: Feed;

  constructor(state: HubState, clock: Clock, feed: Feed) {
    this.#state = state;
    this.#clock = clock;
    this.#feed = feed;
  }

  /** Resolves with the new twin when it is on disk. Throws HubError 400, 404, 412. */
  patch(key: IdentityKey, write: ServiceWrite, options: TwinWriteOptions): Promise<TwinState> {
    return this.#write(key, 'update', write, options);
  }

  replace(key: IdentityKey, write: ServiceWrite, options: TwinWriteOptions): Promise<TwinState> {
    return this.#write(key, 'replace', write, options);
  }

  /**
   * A patch of reported. `base` is the optimistic lock of hub-reference 3.6. Calls back, as promises that follow one from
   * the other would be made for each report.
   */
  report(key: IdentityKey, { text, read, base }: ReportWrite, outcome: ReportOutcome): void {
    let before: TwinState;
    let after: TwinState;
    const at = timestamp(this.#clock);
    try {
      before = this.#require(key);
      requireVersion(before, base);
      after = reportTwinByText(before, text, at) ?? reportTwin(before, read(text), at, text);
    } catch (refusal) {
      void settledRefusal(this.#state, 'twin', key, refusalOf(refusal)).then(
        error => outcome.refused(error),
        error => outcome.refused(error),
      );
      return;
    }
    const waiter = new ReportWaiter(this.#feed, key, before, after, outcome);
    this.#state.report(key, after, { patch: text, at, version: after.reported.version }, waiter);
  }

  /**
   * What automatic configurations do to a twin, in one commit: their statuses, and of the content that won or left, a
   * patch of desired. Statuses alone leave the etag as it is (inferred).
   */
  async configure(key: IdentityKey, write: ConfigurationWrite): Promise<TwinState> {
    const before = this.#require(key);
    const patch = write.desired === undefined ? {} : { desired: write.desired };
    const { twin, desiredDiff } = ruled(() => patchTwin(before, patch, timestamp(this.#clock)));
    const after = { ...twin, configurations: write.configurations };
    await this.#state.commit([{ kind: 'twin', key, value: after }]);
    const desiredPush = desiredDiff && withVersion(desiredDiff, after.desired.version);
    const { cause } = write;
    this.#feed.emit({ type: 'twin', key, operation: 'update', section: 'service', before, after, desiredPush, cause });
    return after;
  }

  /** A plug-and-play device's model, named at each connection; it moves no counter. hub-reference 2.2. */
  async announceModel(key: IdentityKey, modelId: string): Promise<void> {
    const before = this.#require(key);
    if (before.modelId === modelId) return;
    const after = { ...before, modelId };
    await this.#state.commit([{ kind: 'twin', key, value: after }]);
    this.#feed.emit(reportNews(key, before, after));
  }

  async #write(
    key: IdentityKey,
    operation: 'update' | 'replace',
    write: ServiceWrite,
    options: TwinWriteOptions,
  ): Promise<TwinState> {
    const { ifMatch, cause } = options;
    const apply = operation === 'update' ? patchTwin : replaceTwin;
    let before: TwinState;
    let result: ServiceWriteResult;
    try {
      before = this.#require(key);
      requireEtag(before, ifMatch);
      result = apply(before, write, timestamp(this.#clock));
    } catch (refusal) {
      throw await settledRefusal(this.#state, 'twin', key, refusalOf(refusal));
    }
    const { twin: after, changed, desiredDiff } = result;
    if (!changed) {
      await this.#state.settled('twin', key);
      return before;
    }
    await this.#state.commit([{ kind: 'twin', key, value: after }]);
    const desiredPush = desiredDiff && withVersion(desiredDiff, after.desired.version);
    this.#feed.emit({ type: 'twin', key, operation, section: 'service', before, after, desiredPush, cause });
    return after;
  }

  #require(key: IdentityKey): TwinState {
    const twin = this.#state.get('twin', key);
    // A missing module twin answers DeviceNotFound, too. hub-reference 2.1.
    if (twin === undefined) throw hubError('DeviceNotFound', key);
    return twin;
  }
}

function requireEtag(twin: TwinState, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch === twinEtag(twin.etag)) return;
  throw hubError('PreconditionFailed', 'PreconditionFailed, ETag may be invalid.');
}

function requireVersion({ reported }: TwinState, base: number | undefined): void {
  if (base === undefined || base === reported.version) return;
  throw hubError('PreconditionFailed', `reported $version is ${reported.version}, not ${base}`);
}

function withVersion(diff: JsonObject, version: number): JsonObject {
  const push = bareObject();
  for (const key of Object.keys(diff)) push[key] = diff[key]!;
  push.$version = version;
  return push;
}
