import { setImmediate as immediate } from 'node:timers/promises';
import { bounds } from '../../lib/bounds.ts';
import type { Kind } from '../state/hub-state.ts';
import { CommitGroup } from './commit-group.ts';
import { FrameWriter } from './frame-writer.ts';
import type { LogFile } from './log-file.ts';

/** A group that is this long is closed, so that nobody waits for a very long write. */
const longestGroup = bounds.store.group;

/**
 * Brings commits to the disk in groups: those that come while a write is on its way wait for it and make up the next
 * one. Measured with 64 writers this is 30 times as fast as one write each, and the event loop never waits.
 */
export class GroupCommit {
  readonly #wordError: (cause: unknown) => Error;
  readonly #undone: (group: CommitGroup) => void;
  #log: LogFile;
  #spare: FrameWriter | undefined = new FrameWriter();
  /** In the order of writing; the first may be on its way to the disk, the last may be open to further commits. */
  readonly #groups: CommitGroup[] = [];
  #running: Promise<void> | undefined;
  #writing: CommitGroup | undefined;
  #next: { readonly open: () => Promise<LogFile>; readonly done: (error?: unknown) => void } | undefined;
  #failures = 0;

  /** `wordError` makes of a failure of the disk what those who wait are told; `undone` hears what was taken back. */
  constructor(log: LogFile, wordError: (cause: unknown) => Error, undone: (group: CommitGroup) => void = () => {}) {
    this.#log = log;
    this.#wordError = wordError;
    this.#undone = undone;
  }

  /** Bytes of the log that is written to. */
  get logBytes(): number {
    return this.#log.bytes;
  }

  /** How often writing failed and commits were undone. */
  get failures(): number {
    return this.#failures;
  }

  /** The group that commits made now belong to. It is written when the present turn of the event loop is over. */
  get open(): CommitGroup {
    let group = this.#groups.at(-1);
    if (group === undefined || this.#isClosed(group)) {
      group = new CommitGroup(this.#spare ?? new FrameWriter());
      this.#spare = undefined;
      this.#groups.push(group);
      this.#run();
    }
    return group;
  }

  settled(kind: Kind, key: string | undefined): Promise<void> | undefined {
    for (let index = this.#groups.length - 1; index >= 0; index--) {
      const group = this.#groups[index]!;
      if (group.writes(kind, key)) return group.done;
    }
    return undefined;
  }

  /** Undefined when all commits made so far are on the disk; else resolves when they are, rejects when they are undone. */
  get barrier(): Promise<void> | undefined {
    return this.#groups.at(-1)?.done;
  }

  /** Resolves when nothing waits to be written any more, be it written or undone. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  /** All commits made from now on go to the log that `open` makes. When that fails they go on to the old one. */
  rotate(open: () => Promise<LogFile>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#next = { open, done: error => (error === undefined ? resolve() : reject(error)) };
      this.#run();
    });
  }

  async close(): Promise<void> {
    await this.idle();
    await this.#log.close();
  }

  #isClosed(group: CommitGroup): boolean {
    return group === this.#writing || group.frame.length >= longestGroup;
  }

  #run(): void {
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#groups.length > 0 || this.#next !== undefined) this.#run();
    });
  }

  async #work(): Promise<void> {
    // What other connections send in this turn of the loop shall be in the first group, too.
    await immediate();
    while (this.#groups.length > 0 || this.#next !== undefined) {
      if (this.#next !== undefined) await this.#changeLog();
      const group = this.#groups[0];
      if (group !== undefined) await this.#write(group);
    }
  }

  async #write(group: CommitGroup): Promise<void> {
    this.#writing = group;
    try {
      if (!group.frame.isEmpty) await this.#log.append(group.frame.seal(this.#log.sequence));
    } catch (error) {
      this.#undoAll(error);
      return;
    } finally {
      this.#writing = undefined;
    }
    this.#groups.shift();
    this.#reuse(group);
    group.succeed();
  }

  /** Later commits may rest on those that failed, so all go; in the reverse order, before anybody hears of it. */
  #undoAll(cause: unknown): void {
    this.#failures++;
    const groups = this.#groups.splice(0);
    for (const group of groups.toReversed()) group.undo();
    for (const group of groups) this.#undone(group);
    for (const group of groups) this.#reuse(group);
    CommitGroup.fail(groups, this.#wordError(cause));
  }

  async #changeLog(): Promise<void> {
    const { open, done } = this.#next!;
    this.#next = undefined;
    try {
      const log = await open();
      const old = this.#log;
      this.#log = log;
      await old.close().catch(() => undefined);
      done();
    } catch (error) {
      done(error);
    }
  }

  #reuse({ frame }: CommitGroup): void {
    frame.clear();
    this.#spare = frame;
  }
}
