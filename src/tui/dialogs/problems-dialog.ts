import { dayTime } from '../panes/age.ts';
import type { PastProblem } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import { type Dialog, lastTop, moreBelow, type Room, scrolled } from './dialog.ts';

const preferred = 100;

/** What went wrong in this session, the newest on top: when, what, and what to do next. */
export function problemsDialog(problems: readonly PastProblem[], top: number, now: number, room: Room): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const rows = [...problems].reverse().flatMap(problem => problemRows(problem, now, width));
  const none: readonly Row[] = [[span('✓ nothing went wrong so far', 'good')]];
  return {
    title: `Problems · ${problems.length}`,
    width: preferred,
    rows: scrolled(rows.length === 0 ? none : rows, top, room.height),
    last: lastTop(rows, room.height),
    status: moreBelow(rows, top, room.height),
  };
}

function problemRows({ at, text, hint, times }: PastProblem, now: number, width: number): readonly Row[] {
  const time = dayTime(at, now);
  const indent = ' '.repeat(time.length + 3);
  const room = width - indent.length;
  const [first = '', ...rest] = wrapped(times === 1 ? text : `${text} (${times} times)`, room);
  return [
    [span(`${time} `, 'muted'), span('✗ ', 'bad'), span(first, 'bad')],
    ...rest.map((line): Row => [span(indent), span(line, 'bad')]),
    ...(hint === undefined ? [] : wrapped(`→ ${hint}`, room).map((line): Row => [span(indent), span(line, 'hint')])),
  ];
}
