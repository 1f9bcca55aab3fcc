import { type Row, span } from '../text/row.ts';
import type { Tone } from '../theme.ts';

const cells = 10;

/** Cells for the names beside the bars: they give way where there is little room. */
export function nameWidth(width: number): number {
  return Math.min(30, Math.max(12, width - 60));
}

/** `██████░░░░ 3 of 5`; nothing while there is nothing to do. */
export function progressBar(done: number, all: number, tone?: Tone): Row {
  if (all <= 0) return [span(`${'░'.repeat(cells)} 0 of 0`.padEnd(24), 'muted')];
  // A hub may count as it likes.
  const full = Math.floor((Math.max(0, Math.min(done, all)) / all) * cells);
  return [span('█'.repeat(full) + '░'.repeat(cells - full), tone), span(` ${done} of ${all}`.padEnd(14))];
}
