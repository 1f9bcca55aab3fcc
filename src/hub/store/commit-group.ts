import type { Kind } from '../state/hub-state.ts';
import type { Undo } from '../state/twin-map.ts';
import type { FrameWriter } from './frame-writer.ts';

/** What a twin takes, for the guess of a frame's length. */
const lateBytes = 2048;

/** Something to be added to the frame when no more commits come. */
export type Late = { add(): void };

/** The commits that reach the disk by one write, or are undone together. */
export class CommitGroup {
  readonly frame: FrameWriter;
  /** Settles for all commits of the group at once. */
  readonly done: Promise<void>;
  readonly #undos: Undo[] = [];
  readonly #late = new Map<string, Late>();
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

  /** Of one name only the last is added. */
  addLate(name: string, late: Late): void {
    this.#late.set(name, late);
  }

  late(name: string): Late | undefined {
    return this.#late.get(name);
  }

  /** What was left for the end is void: the frame holds something newer of that name. */
  dropLate(name: string): void {
    this.#late.delete(name);
  }

  /** Bytes that the frame will have, about. */
  get length(): number {
    return this.frame.length + this.#late.size * lateBytes;
  }

  /** Adds what was left for the end. */
  complete(): void {
    for (const late of this.#late.values()) late.add();
    this.#late.clear();
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
