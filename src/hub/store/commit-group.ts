import type { Kind } from '../state/hub-state.ts';
import type { Undo } from '../state/packed-twin-map.ts';
import type { FrameWriter } from './frame-writer.ts';

const none: ReadonlySet<string> = new Set();

/** Who is told what became of a commit. Neither should throw. */
export type CommitWaiter = {
  stored(): void;
  failed(error: Error): void;
};

/** The commits that reach the disk by one write, or are undone together. */
export class CommitGroup {
  readonly frame: FrameWriter;
  readonly #undos: Undo[] = [];
  readonly #keys = new Map<Kind, Set<string>>();
  /** In the order in which they began to wait, and so they are told. */
  readonly #waiters: CommitWaiter[] = [];

  constructor(frame: FrameWriter) {
    this.frame = frame;
  }

  note(kind: Kind, key: string, undo: Undo): void {
    let keys = this.#keys.get(kind);
    if (keys === undefined) {
      keys = new Set();
      this.#keys.set(kind, keys);
    }
    keys.add(key);
    this.#undos.push(undo);
  }

  writes(kind: Kind, key: string | undefined): boolean {
    const keys = this.#keys.get(kind);
    return keys !== undefined && (key === undefined || keys.has(key));
  }

  keysOf(kind: Kind): ReadonlySet<string> {
    return this.#keys.get(kind) ?? none;
  }

  /** Settles for all commits of the group at once. */
  get done(): Promise<void> {
    const last = this.#waiters.at(-1);
    if (last instanceof PromisedWaiter) return last.promise;
    const waiter = new PromisedWaiter();
    this.#waiters.push(waiter);
    return waiter.promise;
  }

  /** As `done` without a promise, of which there would be one for each report of a device. */
  tell(waiter: CommitWaiter): void {
    this.#waiters.push(waiter);
  }

  undo(): void {
    for (let undo = this.#undos.pop(); undo !== undefined; undo = this.#undos.pop()) undo();
  }

  succeed(): void {
    tellAll(this.#waiters, waiter => waiter.stored());
  }

  /** Of several groups at once, for who waits for a later one must not hear of it before who waits for an earlier one. */
  static fail(groups: readonly CommitGroup[], error: Error): void {
    const waiters = groups.flatMap(group => group.#waiters);
    tellAll(waiters, waiter => waiter.failed(error));
  }
}

function tellAll(waiters: readonly CommitWaiter[], tell: (waiter: CommitWaiter) => void, start = 0): void {
  for (let index = start; index < waiters.length; index++) {
    const waiter = waiters[index]!;
    try {
      tell(waiter);
    } catch (error) {
      // Heard of as an unhandled rejection; those behind it would wait for ever.
      void Promise.reject(error);
    }
    // Those who hold the promise hear of it in a microtask, and what comes behind them must not overtake them.
    if (waiter instanceof PromisedWaiter) return queueMicrotask(() => tellAll(waiters, tell, index + 1));
  }
}

class PromisedWaiter implements CommitWaiter {
  stored!: () => void;
  failed!: (error: Error) => void;
  readonly promise: Promise<void>;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.stored = resolve;
      this.failed = reject;
    });
    // Whoever waits is told by its own promise; one that nobody waits for any more is no unhandled rejection.
    this.promise.catch(() => undefined);
  }
}
