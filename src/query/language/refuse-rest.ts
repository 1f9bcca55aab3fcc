import { describe, type Reader } from './reader.ts';
import { isWord } from './tokens.ts';

const withoutOrder = 'The language knows no order of rows. Sort the results instead';
const notPart = (word: string) => `${word} is not part of the language`;

const clauses: ReadonlyMap<string, string> = new Map([
  ['ORDER', withoutOrder],
  ['HAVING', 'Groups cannot be filtered. Filter the rows with WHERE'],
  ['LIMIT', 'Write SELECT TOP n'],
  ['OFFSET', 'Pages follow one another: read on to get more rows'],
  ['UNION', notPart('UNION')],
  ['JOIN', notPart('JOIN')],
]);

/** The query should be over. Says why what follows does not belong to it, and what to write instead. */
export function refuseRest(reader: Reader, expected: string): void {
  const { token } = reader;
  if (token.kind === 'end') return;
  const message = `Expected ${expected}, found ${describe(token)}`;
  const clause = token.kind === 'name' ? clauses.get(token.text.toUpperCase()) : undefined;
  if (clause !== undefined) {
    refuseClause(reader, message, clause);
    return;
  }
  if (reader.atMark(';')) {
    const fix = { span: token.span, replacement: '', title: 'Remove the semicolon' };
    reader.report({ message, span: token.span, fix });
    return;
  }
  if (isWord(token, 'WHERE')) {
    reader.report({ message, span: token.span, hint: 'WHERE comes before GROUP BY' });
    return;
  }
  const signed = /^[+\-/%](?=.)/.exec(token.text);
  if (signed !== null && (token.kind === 'name' || token.kind === 'number')) {
    const apart = `${signed[0]} ${token.text.slice(1)}`;
    reader.replace(token.span, apart, message, 'Operators need white space around them');
    return;
  }
  reader.report({ message, span: token.span, hint: hintOf(reader) });
}

function hintOf({ token, previous }: Reader): string | undefined {
  if (token.text === ')') return 'There is no ( to it';
  if (token.kind === 'operator' && !/^[=!<>*]/.test(token.text)) return notPart(token.text);
  return token.kind === 'name' && isWordLike.test(token.text) && previous.kind === 'string'
    ? 'Texts with spaces stand in one pair of quotes'
    : undefined;
}

const isWordLike = /^\p{L}/u;

/** The fix takes the clause away, up to the end: nothing may follow it. */
function refuseClause(reader: Reader, message: string, hint: string): void {
  const { span, text } = reader.token;
  const both = isWord(reader.following, 'BY') ? { start: span.start, end: reader.following.span.end } : span;
  const rest = { start: reader.previous.span.end, end: reader.text.length };
  const words = reader.textOf(both).toUpperCase();
  const fix = { span: rest, replacement: '', title: `Remove ${words}` };
  reader.report({ message: message.replace(text, reader.textOf(both)), span: both, hint, fix });
}
