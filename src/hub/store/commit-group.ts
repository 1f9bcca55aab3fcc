import type { Kind } from '../state/hub-state.ts';
import type { Undo } from '../state/packed-twin-map.ts';
import type { FrameWriter } from './frame-writer.ts';

const none: ReadonlySet<string> = new Set();

/** The commits that reach the disk by one write, or are undone together. */
export class CommitGroup {
  readonly frame: FrameWriter;
  /** Settles for all commits of the group at once. */
  readonly done: Promise<void>;
  readonly #undos: Undo[] = [];
  readonly #keys = new Map<Kind, Set<string>>();
  #resolve!: () => void;
  #reject!: (error: Error) => void;

  constructor(frame: FrameWriter) {
    this.frame = frame;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever waits is told by its own promise; a group nobody waits for is no unhandled rejection.
    this.done.catch(() => undefined);
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

  undo(): void {
    for (let undo = this.#undos.pop(); undo !== undefined; undo = this.#undos.pop()) undo();
  }

  succeed(): void {
    this.#resolve();
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}
