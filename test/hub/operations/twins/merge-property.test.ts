import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequence } from './merge-acts.ts';
import { MergeStage } from './merge-stage.ts';

/** All of them: `MERGE_SEQUENCES=10000 npx vitest run merge-property`. */
const sequences = Number(process.env.MERGE_SEQUENCES ?? 1500);
const inFlight = 32;

describe('random writes', () => {
  it(`leave what an independent model says, of devices and modules, in ${sequences} sequences`, async () => {
    const stage = await MergeStage.start();
    const seed = Number(process.env.MERGE_SEED ?? Date.now() % 2 ** 31);
    const drawn = fc.sample(sequence, { seed, numRuns: sequences });
    let [next, played] = [0, 0];
    let failure: { readonly index: number; readonly error: unknown } | undefined;
    const playOn = async () => {
      while (next < sequences && failure === undefined) {
        const index = next++;
        try {
          await stage.play(drawn[index]!);
          played++;
        } catch (error) {
          failure ??= { index, error };
        }
      }
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: inFlight }, playOn));
    if (process.env.MERGE_SEQUENCES) {
      const acts = drawn.reduce((sum, { acts }) => sum + acts.length, 0);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${played} sequences of ${acts} writes in ${seconds} s, ${inFlight} in flight, seed ${seed}`);
    }
    if (failure !== undefined) {
      // Played again by itself, so that it is shown as short as it can be made; what only fails among others is thrown.
      const alone = fc.asyncProperty(sequence, drawn => stage.play(drawn));
      await fc.assert(alone, { seed, path: String(failure.index), numRuns: 1 });
      throw failure.error;
    }
    expect(played).toBe(sequences);
  }, 600_000);
});
