import { messageOf } from '../../lib/errors.ts';
import type { HubState } from '../state/hub-state.ts';

/** What let a client in and may be changed or taken away while it is connected. */
export type Grounds = { readonly kind: 'policy' | 'authority'; readonly key: string; readonly value: object };

export type Admission = {
  /** Milliseconds since the epoch after which the connection must end; undefined for certificates. */
  readonly expiresAt: number | undefined;
  /** The policy or authority that let the client in; undefined when its own key or certificate did. */
  readonly grounds: Grounds | undefined;
};

/**
 * Whether a client that was let in would be let in again. Keys and certificates are looked at only when its grounds are
 * not what they were: for every connection at every look they would cost too much.
 */
export class Standing {
  readonly #state: Pick<HubState, 'get'>;
  readonly #expiresAt: number;
  #grounds: Grounds | undefined;
  readonly #admit: () => Grounds | undefined;

  /** `admit` is the check that let the client in; it throws when the client is to be kept out. */
  constructor(state: Pick<HubState, 'get'>, { expiresAt, grounds }: Admission, admit: () => Grounds | undefined) {
    this.#state = state;
    this.#expiresAt = expiresAt ?? Number.POSITIVE_INFINITY;
    this.#grounds = grounds;
    this.#admit = admit;
  }

  /** Why the client must leave; undefined while it may stay. */
  refusal(now: number): string | undefined {
    if (this.#expiresAt <= now) return '401003 the token expired';
    const grounds = this.#grounds;
    if (grounds === undefined || this.#state.get(grounds.kind, grounds.key) === grounds.value) return undefined;
    try {
      this.#grounds = this.#admit();
      return undefined;
    } catch (error) {
      return `401003 ${messageOf(error)}`;
    }
  }
}
