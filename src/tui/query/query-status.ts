import type { QueryState } from '../../clients/query-session.ts';
import { thousands } from '../../lib/thousands.ts';
import { type Row, span } from '../text/row.ts';
import { pollTime, queryQuota } from './results/poll-time.ts';

export type QueryStatusOptions = {
  readonly isLive: boolean;
  readonly query: QueryState;
  /** How many rows there are in all, where that is known. */
  readonly total: number | undefined;
  readonly kind: 'local' | 'real';
  /** What stands in the prompt above the rows by now. */
  readonly typed?: string;
  readonly now: number;
};

/** How the query stands, for the border of its pane: alive, how many rows of how many, how long, how fresh. */
export function queryStatus(options: QueryStatusOptions): Row {
  const { query, kind, typed } = options;
  const isShown = query.status !== 'idle' && query.pages > 0;
  // A real hub answers from an index that follows its twins by some seconds, or minutes. hub-reference 5.1.
  const lag = kind === 'real' && isShown ? [span(' · index may lag', 'warn')] : [];
  const isBefore = isShown && ![undefined, '', query.text.trim()].includes(typed?.trim());
  const before = isBefore ? [span(' · of the query before', 'warn')] : [];
  return [...liveSpans(options), ...stateSpans(options), ...lag, ...before];
}

function liveSpans({ isLive, kind, query, now }: QueryStatusOptions): Row {
  if (!isLive) return [];
  if (kind === 'local') return [span('live · ', 'good')];
  const asked = query.asked.filter(at => now - at < 60_000).length;
  const every = `live every ${pollTime(query.pages) / 1000} s · ${asked} of ${queryQuota} queries a minute · `;
  return [span(every, asked > queryQuota / 2 ? 'warn' : 'good')];
}

function stateSpans({ query, total }: QueryStatusOptions): Row {
  const { status, rows, milliseconds, pages } = query;
  const count = `${thousands(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
  const time = span(` · ${milliseconds.toFixed(1)} ms`, 'muted');
  switch (status) {
    case 'idle':
      return [];
    case 'running':
      return [span(pages === 0 ? 'running…' : `${count}, more coming… Esc stops`, 'warn')];
    case 'waiting':
      return [span(`throttled · ${count}`, 'warn')];
    case 'failed':
      return [span(pages === 0 ? 'failed' : `failed · ${count} of before`, 'bad')];
    case 'cancelled':
      return [span(`cancelled · ${count}`, 'warn')];
    case 'partial': {
      const all =
        total === undefined ? `${count} · more: m` : `${thousands(rows.length)} of ${thousands(total)} rows · more: m`;
      return [span(all, 'title'), time];
    }
    case 'done':
      return [span(count, 'title'), time];
  }
}
