import { type Observable, ObservableValue } from '../lib/observable.ts';
import { ClientError } from './client-error.ts';

const permanentHint = 'Start again without --read-only (or readOnly in the settings file).';

/** Whether this session may change anything on the hub. A real hub starts locked. */
export class WriteGuard implements Observable<{ readonly locked: boolean }> {
  readonly #state: ObservableValue<{ readonly locked: boolean }>;
  /** With `--read-only` nothing unlocks it. */
  readonly permanent: boolean;

  constructor(options: { locked: boolean; permanent: boolean }) {
    this.permanent = options.permanent;
    this.#state = new ObservableValue({ locked: options.locked || options.permanent });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);
  readonly getSnapshot = (): { readonly locked: boolean } => this.#state.getSnapshot();

  lock(): void {
    this.#state.set({ locked: true });
  }

  unlock(): void {
    if (this.permanent) {
      throw new ClientError('read-only', 'this session is read-only', { hint: permanentHint });
    }
    this.#state.set({ locked: false });
  }

  /** Throws unless writing is allowed; `act` names what was about to happen. */
  check(act: string): void {
    if (!this.#state.getSnapshot().locked) return;
    throw new ClientError('read-only', `cannot ${act}: this session is read-only`, {
      hint: this.permanent ? permanentHint : 'Unlock writing first: L, where no text is typed.',
    });
  }
}
