import type { IdentityKey } from '../state/identity.ts';
import type { Subscription } from './topics.ts';

/** What a client has subscribed to, and the QoS it was granted. */
export type Session = Map<Subscription, 0 | 1>;

/**
 * Sessions of clients that connect with clean session 0. Keeping them is load-bearing: the SDKs subscribe once and
 * rely on it after every reconnect and token renewal. hub-reference 3.3. Bounded by the identities there are.
 */
export class Sessions {
  readonly #sessions = new Map<IdentityKey, Session>();

  /** `present` is what CONNACK tells the client. */
  open(key: IdentityKey, clean: boolean): { readonly session: Session; readonly present: boolean } {
    const stored = this.#sessions.get(key);
    if (clean) {
      this.#sessions.delete(key);
      return { session: new Map(), present: false };
    }
    if (stored !== undefined) return { session: stored, present: true };
    const session: Session = new Map();
    this.#sessions.set(key, session);
    return { session, present: false };
  }

  forget(key: IdentityKey): void {
    this.#sessions.delete(key);
  }
}
