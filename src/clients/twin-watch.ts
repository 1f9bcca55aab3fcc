import type { TwinDocument, TwinTarget } from '../twin/twin-document.ts';
import type { ClientError } from './client-error.ts';

/** Who made a version of a twin, where that is known. */
export type ChangedBy =
  | { readonly by: 'device' }
  /** Of a policy's name, as far as known. */
  | { readonly by: 'service'; readonly policy: string | undefined }
  | { readonly by: 'this-app' }
  | { readonly by: 'job'; readonly id: string }
  | { readonly by: 'configuration'; readonly id: string }
  | { readonly by: 'hub' }
  | { readonly by: 'unknown' };

export type TwinVersion = {
  /** When we saw it, in milliseconds since the epoch. */
  readonly at: number;
  readonly document: TwinDocument;
  readonly changedBy: ChangedBy;
};

/** How far the shown twin can be trusted; `since` in milliseconds since the epoch. */
export type Freshness =
  | { readonly kind: 'loading'; readonly since: number }
  /** Changes come by themselves: at once, or with the next poll. */
  | { readonly kind: 'live'; readonly since: number; readonly pollMilliseconds: number | undefined }
  /** The last read failed; what is shown may be old. */
  | { readonly kind: 'stale'; readonly since: number; readonly error: ClientError }
  /** There is no such device any more. */
  | { readonly kind: 'gone'; readonly since: number; readonly error: ClientError };

export type TwinWatch = {
  readonly target: TwinTarget;
  readonly freshness: Freshness;
  /** Undefined until the first read. */
  readonly twin: TwinDocument | undefined;
  /** The version before, to show what changed. */
  readonly previous: TwinDocument | undefined;
  /** When `twin` was received. */
  readonly receivedAt: number | undefined;
  /** Every version seen, oldest first; bounded. */
  readonly history: readonly TwinVersion[];
};
