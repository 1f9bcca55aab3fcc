import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fuzzCheck } from '../test/query/language/fuzz-check.ts';
import { fuzzInputs } from '../test/query/language/fuzz-inputs.ts';
import { fuzz, type Target } from '../test/robustness/fuzz/fuzz.ts';
import { jsonTargets } from '../test/robustness/fuzz/json-targets.ts';
import { packetTarget } from '../test/robustness/fuzz/packet-target.ts';
import { textTargets } from '../test/robustness/fuzz/text-targets.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** `npm run bench -- fuzz [inputs] [seed]`: a million mutated inputs for each reader of foreign text, JSON and bytes. */
export async function run([inputs = '1000000', seed = '1']: readonly string[]): Promise<void> {
  const count = Number(inputs);
  console.log(`${count} inputs each, seed ${seed}; a crash or more than 100 ms for one ends the run`);
  // A few more, for the warm-up.
  const texts = fuzzInputs(count + 1000, Number(seed))[Symbol.iterator]();
  const queries: Target<string> = {
    name: 'queries',
    make: () => texts.next().value as string,
    read: text => fuzzCheck(text) === 'read',
    show: JSON.stringify,
  };
  for (const target of [...textTargets, ...jsonTargets, queries]) report(target, count, Number(seed));
  report(packetTarget, count, Number(seed));
}

function report<Input>(target: Target<Input>, count: number, seed: number): void {
  // The first inputs fill what grows once: code, caches, columns.
  fuzz(target, Math.min(1000, count), seed + 1);
  const before = heap();
  const began = performance.now();
  const { read, refused, slowest } = fuzz(target, count, seed);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${target.name.padEnd(34)}${String(read).padStart(8)} read ${String(refused).padStart(8)} refused   ` +
      `slowest ${slowest.milliseconds.toFixed(1).padStart(5)} ms   heap ${megabytes(heap() - before)}   ${seconds.toFixed(0)} s`,
  );
}

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function megabytes(bytes: number): string {
  return `${bytes < 0 ? '-' : '+'}${(Math.abs(bytes) / 2 ** 20).toFixed(1)} MB`;
}
