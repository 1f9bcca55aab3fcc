import { middle } from '../query/timings.ts';
import type { Figures } from './measure.ts';

export type Shape = { readonly clients: number; readonly depth: number };

/** Figures of all rounds by shape and row. */
export class Table {
  readonly #rounds = new Map<string, Figures[]>();

  add(shape: Shape, row: string, figures: Figures): void {
    const key = keyOf(shape, row);
    this.#rounds.set(key, [...(this.#rounds.get(key) ?? []), figures]);
  }

  print(shape: Shape, rows: readonly string[]): void {
    for (const row of rows) {
      const rounds = this.#rounds.get(keyOf(shape, row));
      if (rounds === undefined) continue;
      const of = (member: keyof Figures) => middle(rounds.map(figures => figures[member]));
      const figures = `${pad(of('rate'), 0)}/s  p50 ${pad(of('p50'), 2)}  p99 ${pad(of('p99'), 2)} ms  CPU ${pad(of('cpu'), 1)} us`;
      const failed = of('failed') > 0 ? `  ${of('failed')} REFUSED` : '';
      console.log(`${keyOf(shape, row).padEnd(26)} ${figures}  generator ${of('generator').toFixed(2)}${failed}`);
    }
  }

  /** The median of the ratios of each round, whose parts follow each other closely; with the least and the largest. */
  ratio(shape: Shape, [row, other]: readonly [string, string], member: keyof Figures): readonly number[] {
    const [ours, theirs] = [this.#rounds.get(keyOf(shape, row)), this.#rounds.get(keyOf(shape, other))];
    if (ours === undefined || theirs === undefined) return [];
    const ratios = ours.map((figures, round) => figures[member] / theirs[round]![member]);
    return [middle(ratios), Math.min(...ratios), Math.max(...ratios)];
  }
}

const keyOf = ({ clients, depth }: Shape, row: string): string => `${clients} x ${depth}  ${row}`;
const pad = (value: number, digits: number): string => value.toFixed(digits).padStart(7);
