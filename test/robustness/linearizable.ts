/** A call as its client saw it: between `invoked` and `returned` it took effect at one moment, or it never returned. */
export type Call<Did> = { readonly invoked: number; readonly returned: number; readonly did: Did };

/** What one thing would do, alone. `step` gives the state after a call, or undefined when the call's answer is wrong. */
export type Model<State, Did> = {
  readonly initial: State;
  step(state: State, did: Did): State | undefined;
  /** Equal for equal states. */
  key(state: State): string;
};

export type Verdict<Did> =
  | { readonly isLinearizable: true }
  /** After the longest order that is right, none of these can come next. */
  | { readonly isLinearizable: false; readonly ordered: number; readonly stuck: readonly Call<Did>[] };

/** One step of the search: the calls that may come next, of which `chosen` was tried last. */
type Choice<State> = { readonly state: State; readonly candidates: readonly number[]; next: number; taken: number };

/**
 * Whether all calls fit into one order that respects who returned before whom and in which every answer is right: the
 * search of Wing and Gong, with what was tried kept as Lowe does it. Calls that never returned may be left out.
 */
export function checkLinearizable<State, Did>(history: readonly Call<Did>[], model: Model<State, Did>): Verdict<Did> {
  const calls = [...history].sort((one, other) => one.invoked - other.invoked);
  const order = new Order(calls);
  const tried = new Set<string>();
  let best: { readonly ordered: number; readonly stuck: readonly number[] } = { ordered: -1, stuck: [] };
  const choice = (state: State): Choice<State> => ({ state, candidates: order.candidates(), next: 0, taken: -1 });
  const path = [choice(model.initial)];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    if (order.isComplete) return { isLinearizable: true };
    if (order.ordered > best.ordered) best = { ordered: order.ordered, stuck: top.candidates };
    if (top.taken >= 0) order.putBack(top.taken);
    top.taken = -1;
    const index = top.candidates[top.next++];
    if (index === undefined) {
      path.pop();
      continue;
    }
    const state = model.step(top.state, calls[index]!.did);
    if (state === undefined) continue;
    // A call that changes nothing can as well come now as later: no other order needs to be tried from here.
    if (model.key(state) === model.key(top.state)) top.next = top.candidates.length;
    order.take(index);
    top.taken = index;
    const key = `${order.key} ${model.key(state)}`;
    if (tried.has(key)) continue;
    tried.add(key);
    path.push(choice(state));
  }
  return { isLinearizable: false, ordered: best.ordered, stuck: best.stuck.map(index => calls[index]!) };
}

/** Which calls have their place already. */
class Order {
  readonly #calls: readonly Call<unknown>[];
  readonly #isTaken: boolean[];
  readonly #mustReturn: number;
  #returnedTaken = 0;
  /** All before it are taken. */
  #first = 0;
  ordered = 0;

  constructor(calls: readonly Call<unknown>[]) {
    this.#calls = calls;
    this.#isTaken = calls.map(() => false);
    this.#mustReturn = calls.filter(({ returned }) => returned < Number.POSITIVE_INFINITY).length;
  }

  get isComplete(): boolean {
    return this.#returnedTaken === this.#mustReturn;
  }

  /** The calls that none of the others returned before. */
  candidates(): readonly number[] {
    const found: number[] = [];
    let earliestReturn = Number.POSITIVE_INFINITY;
    for (let index = this.#first; index < this.#calls.length; index++) {
      const { invoked, returned } = this.#calls[index]!;
      if (invoked > earliestReturn) break;
      if (this.#isTaken[index]) continue;
      found.push(index);
      earliestReturn = Math.min(earliestReturn, returned);
    }
    // Those that return soon are tried first: with them the order is mostly right at once.
    const soon = found.filter(index => this.#calls[index]!.invoked < earliestReturn);
    return soon.sort((one, other) => this.#calls[one]!.returned - this.#calls[other]!.returned);
  }

  take(index: number): void {
    this.#isTaken[index] = true;
    this.ordered++;
    if (this.#calls[index]!.returned < Number.POSITIVE_INFINITY) this.#returnedTaken++;
    while (this.#isTaken[this.#first]) this.#first++;
  }

  putBack(index: number): void {
    this.#isTaken[index] = false;
    this.ordered--;
    if (this.#calls[index]!.returned < Number.POSITIVE_INFINITY) this.#returnedTaken--;
    this.#first = Math.min(this.#first, index);
  }

  get key(): string {
    const beyond: number[] = [];
    for (let index = this.#first, left = this.ordered - this.#first; left > 0; index++) {
      if (!this.#isTaken[index]) continue;
      beyond.push(index);
      left--;
    }
    return `${this.#first}:${beyond}`;
  }
}
