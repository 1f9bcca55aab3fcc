type Sender = { flush(): void };

/**
 * Gathers what is written in one turn of the event loop: many answers to one read, or to one group commit, leave as one
 * write and one TLS record per connection.
 */
export class Outbox {
  #waiting: Sender[] = [];
  readonly #flush = () => {
    const senders = this.#waiting;
    this.#waiting = [];
    for (const sender of senders) sender.flush();
  };

  /** Calls `flush` once when the present callback and its promises are through. */
  add(sender: Sender): void {
    if (this.#waiting.push(sender) === 1) process.nextTick(this.#flush);
  }
}
