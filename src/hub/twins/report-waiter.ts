import type { TwinState } from '../../twin/twin.ts';
import type { Cause, Feed, HubEvent } from '../feed.ts';
import type { IdentityKey } from '../state/identity.ts';
import type { CommitWaiter } from '../store/commit-group.ts';

export type ReportOutcome = {
  /** The new twin is on disk. */
  accepted(twin: TwinState): void;
  /** HubError 400, 404 or 412, or 500 when the disk did not take it. */
  refused(error: unknown): void;
};

const byDevice: Cause = { by: 'device' };

/** A report on its way to the disk: the news when it is there, then its outcome. */
export class ReportWaiter implements CommitWaiter {
  readonly #feed: Feed;
  readonly #key: IdentityKey;
  readonly #before: TwinState;
  readonly #after: TwinState;
  readonly #outcome: ReportOutcome;

  constructor(feed: Feed, key: IdentityKey, before: TwinState, after: TwinState, outcome: ReportOutcome) {
    this.#feed = feed;
    this.#key = key;
    this.#before = before;
    this.#after = after;
    this.#outcome = outcome;
  }

  stored(): void {
    try {
      this.#feed.emit(reportNews(this.#key, this.#before, this.#after));
    } catch (error) {
      return this.#outcome.refused(error);
    }
    this.#outcome.accepted(this.#after);
  }

  failed(error: Error): void {
    this.#outcome.refused(error);
  }
}

/** What the feed tells of a change that a device made to its twin. */
export function reportNews(key: IdentityKey, before: TwinState, after: TwinState): HubEvent {
  return {
    type: 'twin',
    key,
    operation: 'update',
    section: 'reported',
    before,
    after,
    desiredPush: undefined,
    cause: byDevice,
  };
}
