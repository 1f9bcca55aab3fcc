import { fuzzCheck } from '../test/query/language/fuzz-check.ts';
import { fuzzInputs } from '../test/query/language/fuzz-inputs.ts';

/** 100,000 random and mutated texts, or as many as the first argument says: how many are read, and the slowest. */
export async function run([count = '100000', seed = '1']: readonly string[]): Promise<void> {
  const counts = { read: 0, refused: 0 };
  const slowest: { milliseconds: number; text: string }[] = [];
  const begin = performance.now();
  for (const text of fuzzInputs(Number(count), Number(seed))) {
    const start = performance.now();
    counts[fuzzCheck(text)]++;
    const milliseconds = performance.now() - start;
    // Other processes and collections of garbage cause outliers, too: what repeats is the text's own.
    slowest.push({
      milliseconds: milliseconds < 10 ? milliseconds : Math.min(milliseconds, again(text), again(text)),
      text,
    });
    slowest.sort((one, other) => other.milliseconds - one.milliseconds).splice(3);
  }
  console.log(`${counts.read} read, ${counts.refused} refused in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  for (const { milliseconds, text } of slowest) {
    console.log(`${milliseconds.toFixed(1)} ms for ${text.length} characters: ${JSON.stringify(text.slice(0, 60))}`);
  }
}

function again(text: string): number {
  const start = performance.now();
  fuzzCheck(text);
  return performance.now() - start;
}
