import { cells, fill, type SafeText, safe } from '../../../lib/text.ts';
import { thousands } from '../../../lib/thousands.ts';
import type { Candidate } from '../../../query/completion/candidate.ts';
import { fitRow, inverted, type Row, span } from '../../text/row.ts';
import type { Tone } from '../../theme.ts';
import type { Menu } from '../prompt.ts';

const mostRows = 8;
const widestLabel = 40;
const widestMenu = 84;

const tones: Readonly<Record<Candidate['kind'], Tone>> = {
  keyword: 'keyword',
  collection: 'key',
  function: 'function',
  aggregate: 'function',
  member: 'key',
  path: 'key',
  value: 'string',
  operator: 'title',
};

/** The offers around the chosen one, each as wide as the widest: what it is, its type or signature, how often seen. */
export function menuRows({ candidates, index }: Menu, width: number, height: number): readonly Row[] {
  const room = Math.max(1, Math.min(mostRows, height));
  const top = Math.max(0, Math.min(index - Math.floor(room / 2), candidates.length - room));
  const shown = candidates.slice(top, top + room);
  const labelWidth = Math.min(widestLabel, Math.max(...shown.map(({ label }) => cells(safe(label)))));
  const details = shown.map(detailOf);
  const detailWidth = Math.max(...details.map(cells));
  const full = Math.min(width, widestMenu, labelWidth + detailWidth + 5);
  return shown.map(({ label, kind }, position) => {
    const isChosen = top + position === index;
    const edge = edgeOf(top, position, shown.length, candidates.length);
    const row = fitRow(
      [
        span(isChosen ? '▸' : edge, 'focus'),
        { text: fill(safe(label), labelWidth), tone: tones[kind] },
        span('  '),
        { text: details[position]!, tone: 'muted' },
      ],
      full,
    );
    return isChosen ? inverted(row) : row;
  });
}

/** Whether there are offers further up or down. */
function edgeOf(top: number, position: number, shown: number, all: number): string {
  if (position === 0 && top > 0) return '↑';
  return position === shown - 1 && top + shown < all ? '↓' : '│';
}

function detailOf({ kind, detail, count }: Candidate): SafeText {
  const often = count === undefined ? '' : `  ${thousands(count)}×`;
  return safe(`${kind}${detail === '' ? '' : `  ${detail}`}${often}`);
}
