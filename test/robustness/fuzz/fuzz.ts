import { Random } from './random.ts';

/** Something that reads what a stranger sends. */
export type Target<Input> = {
  readonly name: string;
  readonly make: (random: Random) => Input;
  /** True when it was read, false when it was refused as it should be; anything else is thrown. */
  readonly read: (input: Input) => boolean;
  /** How an input is shown when it is found guilty. */
  readonly show: (input: Input) => string;
};

export type FuzzResult = {
  readonly read: number;
  readonly refused: number;
  readonly slowest: { readonly milliseconds: number; readonly input: string };
};

/** Milliseconds for one input. */
export const hang = 100;

/** Reads `count` inputs. Throws what a reader threw that is no refusal, and when one took too long, with the input. */
export function fuzz<Input>(target: Target<Input>, count: number, seed: number): FuzzResult {
  const random = new Random(seed);
  let [read, slowest] = [0, { milliseconds: 0, input: '' }];
  for (let index = 0; index < count; index++) {
    const input = target.make(random);
    const began = performance.now();
    if (check(target, input)) read++;
    const milliseconds = performance.now() - began;
    if (milliseconds > slowest.milliseconds)
      slowest = { milliseconds: again(target, input, milliseconds), input: target.show(input) };
  }
  if (slowest.milliseconds > hang)
    throw new Error(`${target.name} took ${slowest.milliseconds} ms for ${slowest.input}`);
  return { read, refused: count - read, slowest };
}

function check<Input>(target: Target<Input>, input: Input): boolean {
  try {
    return target.read(input);
  } catch (error) {
    throw new Error(`${target.name} broke at ${target.show(input)}`, { cause: error });
  }
}

/** Other processes and collections of garbage cause outliers, too: what repeats is the input's own. */
function again<Input>(target: Target<Input>, input: Input, first: number): number {
  if (first < 10) return first;
  const times = [first];
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    target.read(input);
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}
