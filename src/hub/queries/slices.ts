import { hubError } from '../error-codes.ts';

/** Milliseconds all queries together may take before other work goes first; a device must not wait more than 10. */
const turnMilliseconds = 2;

/** Shares the event loop between queries and everything else: so much time per turn of the loop, for all of them. */
export class Slices {
  readonly #isOver: () => boolean;
  #turnEnd = 0;
  #isInTurn = false;

  constructor(isOver: () => boolean = () => false) {
    this.#isOver = isOver;
  }

  /** Runs steps to their end, over as many turns as it takes. Rejects with HubError 503 when it is over before. */
  async run<T>(steps: Iterator<void, T>): Promise<T> {
    for (;;) {
      if (performance.now() >= this.#end()) await new Promise<void>(resolve => setImmediate(resolve));
      if (this.#isOver()) throw hubError('ServiceUnavailable', 'the hub stopped before the query was done');
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Many short queries in a row never leave the turn by themselves, so the time counts from where the turn began. */
  #end(): number {
    if (this.#isInTurn) return this.#turnEnd;
    this.#isInTurn = true;
    this.#turnEnd = performance.now() + turnMilliseconds;
    setImmediate(() => {
      this.#isInTurn = false;
    }).unref();
    return this.#turnEnd;
  }
}
