import type { SoakFigures, SoakRead, SoakSample } from './soak-run.ts';

export type SoakSummary = {
  /** Parts: 0.05 is five per cent more than at the end of the first window. */
  readonly hubGrowth: number;
  readonly screenGrowth: number;
  /** Open files and sockets at the end of the first window, and at the end. */
  readonly handles: readonly [number, number];
  /** Milliseconds in 99 of 100 reads, in the first window and in the last. */
  readonly p99: readonly [number, number];
  /** The same of a server that does nothing: what the machine had to do beside. */
  readonly bareP99: readonly [number, number];
};

/** Compares the first so many milliseconds of a run with the last. */
export function soakSummary({ samples, reads }: SoakFigures, window: number): SoakSummary {
  const end = samples.at(-1)!.at;
  // Collections of garbage come and go: what counts is the middle of some seconds.
  const around = (at: number, of: (sample: SoakSample) => number) =>
    quantile(samples.filter(sample => Math.abs(sample.at - at) <= window / 4).map(of), 0.5);
  const growth = (of: (sample: SoakSample) => number) => around(end - window / 4, of) / around(window, of) - 1;
  const p99 = (from: number, to: number, of: (read: SoakRead) => number) =>
    quantile(reads.filter(({ at }) => at >= from && at < to).map(of), 0.99);
  const firstAndLast = (of: (read: SoakRead) => number) => [p99(0, window, of), p99(end - window, end, of)] as const;
  return {
    hubGrowth: growth(({ hub }) => hub),
    screenGrowth: growth(({ screen }) => screen),
    handles: [around(window, ({ handles }) => handles), around(end - window / 4, ({ handles }) => handles)],
    p99: firstAndLast(({ took }) => took),
    bareP99: firstAndLast(({ bare }) => bare),
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
