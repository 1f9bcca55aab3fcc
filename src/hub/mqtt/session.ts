import type { HubState } from '../state/hub-state.ts';
import type { IdentityKey } from '../state/identity.ts';
import type { Subscription } from './topics.ts';

/** What a client has subscribed to, and the QoS it was granted. */
export type Session = Map<Subscription, 0 | 1>;

const noSubscriptions: Session = new Map();

/**
 * Sessions of clients that connect with clean session 0. Keeping them is load-bearing: the SDKs subscribe once and
 * rely on it after every reconnect and token renewal (hub-reference 3.3), also after one that a restart of the hub
 * brought about. So they are on disk; that costs a write when a subscription changes, and nothing per message.
 */
export class Sessions {
  readonly #state: HubState;

  constructor(state: HubState) {
    this.#state = state;
  }

  /** `present` is what CONNACK tells the client. */
  open(key: IdentityKey, clean: boolean): { readonly session: Session; readonly present: boolean } {
    const stored = this.#state.get('session', key);
    if (clean) {
      this.forget(key);
      return { session: new Map(), present: false };
    }
    if (stored === undefined) {
      // Nobody is told that it is stored before something is subscribed to.
      this.save(key, noSubscriptions).catch(() => {});
      return { session: new Map(), present: false };
    }
    return { session: new Map(Object.entries(stored.subscriptions)) as Session, present: true };
  }

  /** Resolves when it is on disk. */
  save(key: IdentityKey, session: Session): Promise<void> {
    return this.#state.commit([{ kind: 'session', key, value: { subscriptions: Object.fromEntries(session) } }]);
  }

  /** Nobody waits for this: what a crash brings back is forgotten again, or replaced by the client. */
  forget(key: IdentityKey): void {
    if (this.#state.get('session', key) === undefined) return;
    this.#state.commit([{ kind: 'session', key, value: undefined }]).catch(() => {});
  }
}
