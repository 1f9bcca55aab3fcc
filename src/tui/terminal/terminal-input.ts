import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { readEvents, type TerminalEvent } from './terminal-event.ts';

/** Milliseconds until the beginning of an event is taken for keys: Alt+] begins as an answer does. */
const patience = 30;
/** What is longer than a person types in one go is surely the beginning of an answer. */
const answerPatience = 1_000;

/**
 * The terminal's input as Ink reads it, without what is no key: Ink takes the answer to a question for typed text. The
 * source is read only while Ink wants keys, so that an editor gets its own.
 */
export class TerminalInput extends Readable {
  readonly isTTY = true;
  readonly #source: ReadStream;
  readonly #decoder = new StringDecoder('utf8');
  readonly #listeners = new Set<(event: TerminalEvent) => void>();
  readonly #typists = new Set<(keys: string) => void>();
  #rest = '';
  #awaitsAnswer = false;
  #isLent = false;
  #timer: NodeJS.Timeout | undefined;
  #lastChance: NodeJS.Immediate | undefined;

  constructor(source: ReadStream) {
    super({ read: () => {} });
    this.#source = source;
  }

  /** Calls `listener` with each event until the function returned is called. */
  onEvent(listener: (event: TerminalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Calls `listener` with keys as they come in; they wait for Ink all the same. Until the function returned is called.
   */
  onTyped(listener: (keys: string) => void): () => void {
    this.#typists.add(listener);
    return () => void this.#typists.delete(listener);
  }

  /** Another program has the terminal, and what is typed into it. */
  get isLent(): boolean {
    return this.#isLent;
  }

  /** Lends the terminal to another program for as long as `work` takes. */
  async lend(work: () => Promise<void>): Promise<void> {
    this.#isLent = true;
    try {
      await work();
    } finally {
      this.#isLent = false;
    }
  }

  /** Says whether an answer of the terminal is expected: from the question until it comes, or is given up. */
  awaitAnswer(isAwaited: boolean): void {
    this.#awaitsAnswer = isAwaited;
  }

  /** Ink switches it on when it begins to read keys, and off when it ends, also for a while. */
  setRawMode(isRaw: boolean): this {
    this.#source.off('data', this.#take);
    this.#source.setRawMode(isRaw);
    if (isRaw) this.#source.on('data', this.#take).resume();
    else this.#source.pause();
    return this;
  }

  ref(): this {
    this.#source.ref();
    return this;
  }

  unref(): this {
    this.#source.unref();
    return this;
  }

  readonly #take = (chunk: Buffer | string): void => {
    clearTimeout(this.#timer);
    clearImmediate(this.#lastChance);
    const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    const { keys, events, rest } = readEvents(this.#rest + text, this.#awaitsAnswer);
    this.#rest = rest;
    if (keys !== '') this.push(keys);
    if (keys !== '') for (const listener of this.#typists) listener(keys);
    for (const event of events) for (const listener of this.#listeners) listener(event);
    if (rest !== '') this.#timer = setTimeout(this.#giveUp, rest.length > 3 ? answerPatience : patience);
  };

  /** After a busy second the timer is due before the input that has long been there is read. */
  readonly #giveUp = (): void => {
    this.#lastChance = setImmediate(() => {
      const keys = this.#rest;
      this.#rest = '';
      this.push(keys);
    });
  };
}
