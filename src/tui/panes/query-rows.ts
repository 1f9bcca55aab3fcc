import type { QueryState } from '../../clients/query-session.ts';
import { safe, splitGraphemes } from '../../lib/text.ts';
import { highlight, type TokenClass } from '../../query/language/highlight.ts';
import type { Problem } from '../../query/language/syntax-error.ts';
import { fieldOffset, fieldText } from '../edit/text-field.ts';
import type { QueryPrompt } from '../query/prompt.ts';
import { resultsTable } from '../query/results-table.ts';
import { inverted, type Row, type Span, span } from '../text/row.ts';
import type { Tone } from '../theme.ts';

export type QueryRowsOptions = {
  readonly prompt: QueryPrompt;
  readonly result: QueryState;
  readonly problems: readonly Problem[];
  readonly focused: boolean;
  readonly width: number;
  readonly height: number;
};

const tones: Readonly<Partial<Record<TokenClass, Tone>>> = {
  keyword: 'keyword',
  function: 'function',
  collection: 'key',
  string: 'string',
  number: 'number',
  constant: 'constant',
  comment: 'muted',
  wrong: 'bad',
};

/** The prompt, what is wrong with it, its menu, and the rows found. */
export function queryRows(options: QueryRowsOptions): readonly Row[] {
  const { prompt, problems, height, result } = options;
  const text = fieldText(prompt.field);
  const isTyping = options.focused && prompt.mode === 'prompt';
  const above = [
    ...promptRows(text, isTyping ? fieldOffset(prompt.field) : undefined, problems, options.width).slice(
      0,
      Math.max(1, height - 2),
    ),
    ...(isTyping ? problemRows(text, problems) : []),
    ...(isTyping ? menuRows(prompt) : []),
  ];
  if (result.status === 'failed' && result.error !== undefined) above.push(...errorRows(result));
  return [...above, ...tableRows(options, height - above.length)].slice(0, height);
}

/** Rows that fit below a prompt of one line: what half a page is. */
export function tableHeight(height: number): number {
  return Math.max(1, height - 2);
}

function promptRows(text: string, cursor: number | undefined, problems: readonly Problem[], width: number): Row[] {
  if (text === '') {
    const hint = span('Type a query, or press ↑ for the two of the tutorial', 'muted');
    return [[span('› ', 'focus'), ...(cursor === undefined ? [] : [span(' ', undefined, { inverse: true })]), hint]];
  }
  const pieces = styled(text, problems);
  const room = Math.max(8, width - 2);
  const rows: Span[][] = [[]];
  let used = 0;
  let offset = 0;
  for (const grapheme of [...splitGraphemes(text), ' ']) {
    const piece = pieces(offset);
    const shown = safe(grapheme === '\n' ? ' ' : grapheme);
    if (used + shown.length > room) {
      rows.push([]);
      used = 0;
    }
    if (grapheme !== ' ' || offset < text.length || cursor === offset) {
      append(rows.at(-1)!, { ...piece, text: shown, inverse: cursor === offset });
    }
    used += shown.length;
    if (grapheme === '\n') {
      rows.push([]);
      used = 0;
    }
    offset += grapheme.length;
  }
  return rows.map((row, index) => [span(index === 0 ? '› ' : '  ', 'focus'), ...row]);
}

/** Neighbours that look alike become one piece. */
function append(row: Span[], piece: Span): void {
  const last = row.at(-1);
  if (last && last.tone === piece.tone && last.inverse === piece.inverse && last.underline === piece.underline) {
    row[row.length - 1] = { ...last, text: `${last.text}${piece.text}` as Span['text'] };
  } else row.push(piece);
}

/** How the character at an offset looks: its class, underlined where it is wrong. */
function styled(text: string, problems: readonly Problem[]): (offset: number) => Omit<Span, 'text'> {
  const classes = new Array<Tone | undefined>(text.length + 1);
  for (const { span: range, class: name } of highlight(text)) classes.fill(tones[name], range.start, range.end);
  return offset => {
    const wrong = problems.some(
      ({ span: range }) => offset >= range.start && offset < Math.max(range.end, range.start + 1),
    );
    const tone = wrong ? 'bad' : classes[offset];
    return { ...(tone !== undefined && { tone }), underline: wrong };
  };
}

function problemRows(text: string, problems: readonly Problem[]): Row[] {
  const [first] = problems;
  if (first === undefined) return [];
  const isSingleLine = !text.includes('\n');
  const caret = isSingleLine ? [[span(`  ${' '.repeat(first.span.start)}^`, 'bad')]] : [];
  const more = problems.length > 1 ? `  (and ${problems.length - 1} more)` : '';
  const place = isSingleLine ? '' : `line ${first.line}, column ${first.column}: `;
  const help =
    first.fix !== undefined ? `   ^F ${first.fix.title}` : first.hint === undefined ? '' : `   ${first.hint}`;
  return [...caret, [span(`  ${place}${first.message}${more}`, 'bad'), span(help, 'hint')]];
}

const menuHeight = 6;

function menuRows({ menu }: QueryPrompt): Row[] {
  if (menu === undefined) return [];
  const top = Math.max(0, Math.min(menu.index - menuHeight + 1, menu.candidates.length - menuHeight));
  return menu.candidates.slice(top, top + menuHeight).map(({ label, kind, detail, count }, index) => {
    const row = [
      span(`   ${label.padEnd(28)}`, 'key'),
      span(` ${kind}  ${detail}`, 'muted'),
      span(count === undefined ? '' : `  ${count}×`, 'muted'),
    ];
    return top + index === menu.index ? inverted(row) : row;
  });
}

function errorRows({ error }: QueryState): Row[] {
  return [
    [span(`  ${error!.message}`, 'bad')],
    ...(error!.hint === undefined ? [] : [[span(`  → ${error!.hint}`, 'hint')]]),
  ];
}

function tableRows({ result, prompt, focused }: QueryRowsOptions, room: number): Row[] {
  if (room < 2 || result.pages === 0) return [];
  if (result.rows.length === 0) return [[span('  no rows', 'muted')]];
  const height = room - 1;
  const isBrowsing = focused && prompt.mode === 'results';
  const cursor = isBrowsing ? prompt.row : -1;
  const top = Math.max(0, Math.min(prompt.row - Math.floor(height / 2), result.rows.length - height));
  const table = resultsTable(result.rows, result.itemType, { top, height, cursor });
  return [table.header, ...table.rows];
}
