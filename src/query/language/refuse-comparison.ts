import type { ComparisonOperator, Condition } from './ast.ts';
import { describe, panic, type Reader } from './reader.ts';
import { quoteText } from './scan-string.ts';
import { isMark, isWord } from './tokens.ts';

const comparisons: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

const otherSpellings: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['==', '='],
  ['===', '='],
  ['!==', '!='],
  ['=>', '>='],
  ['=<', '<='],
]);

/** The comparison at the present token, if it is one. Spellings of other languages are reported and understood. */
export function comparisonOf(reader: Reader): ComparisonOperator | undefined {
  const { kind, text, span } = reader.token;
  if (kind !== 'operator') return undefined;
  const other = otherSpellings.get(text);
  if (other !== undefined) reader.replace(span, other, `Expected ${other}, found '${text}'`);
  return other ?? comparisons.get(text);
}

/** Says what to write instead of SQL's other comparisons behind `left`, or returns where there is none. */
export function refuseComparison(reader: Reader, left: Condition): void {
  const operand = reader.textOf(left.span);
  if (reader.atWord('LIKE')) refuseLike(reader, left, operand);
  if (reader.atWord('IS')) refuseIs(reader, left, operand);
  if (reader.atWord('BETWEEN')) refuseBetween(reader, left, operand);
  if (reader.atWord('NOT') && isWord(reader.following, 'IN')) {
    const span = { start: reader.token.span.start, end: reader.following.span.end };
    reader.replace(span, 'NIN', "Expected NIN, found 'NOT IN'");
    throw panic;
  }
}

function refuseLike(reader: Reader, left: Condition, operand: string): never {
  const like = reader.next();
  const pattern = reader.token.kind === 'string' ? String(reader.next().value) : undefined;
  const span = { start: left.span.start, end: reader.previous.span.end };
  const fixed = pattern === undefined ? undefined : likeInstead(operand, pattern);
  const message = "Expected an operator, found 'LIKE'";
  if (fixed !== undefined) reader.replace(span, fixed, message);
  else reader.report({ message, span: like.span, hint: 'STARTSWITH and ENDSWITH look at the ends of a text' });
  throw panic;
}

function likeInstead(operand: string, pattern: string): string | undefined {
  const found = /^(%?)([^%_]+)(%?)$/.exec(pattern);
  if (found === null || (found[1] !== '' && found[3] !== '')) return undefined;
  const text = quoteText(found[2]!);
  if (found[1] !== '') return `ENDSWITH(${operand}, ${text})`;
  return found[3] !== '' ? `STARTSWITH(${operand}, ${text})` : `${operand} = ${text}`;
}

function refuseIs(reader: Reader, left: Condition, operand: string): never {
  reader.next();
  const negated = reader.takeWord('NOT');
  const isNull = reader.atWord('NULL', 'UNDEFINED', 'DEFINED');
  const isDefined = reader.atWord('DEFINED') !== negated;
  if (isNull) reader.next();
  const span = { start: left.span.start, end: reader.previous.span.end };
  const message = "Expected an operator, found 'IS'";
  const call = left.kind === 'path' ? `IS_DEFINED(${operand})` : undefined;
  if (!isNull || call === undefined) reader.report({ message, span, hint: 'IS_DEFINED(member) tells what is missing' });
  else reader.replace(span, isDefined ? call : `NOT ${call}`, message, 'What a twin lacks is undefined, not null');
  throw panic;
}

function refuseBetween(reader: Reader, left: Condition, operand: string): never {
  reader.next();
  const low = reader.next();
  const hasTwo = reader.takeWord('AND') && (reader.token.kind === 'number' || reader.token.kind === 'string');
  const message = "Expected an operator, found 'BETWEEN'";
  if (!hasTwo) {
    reader.report({ message, span: { start: left.span.start, end: low.span.end }, hint: 'Use >= and <=' });
    throw panic;
  }
  const span = { start: left.span.start, end: reader.next().span.end };
  reader.replace(span, `${operand} >= ${low.text} AND ${operand} <= ${reader.previous.text}`, message);
  throw panic;
}

/** `IN ('a', 'b')` becomes `IN ['a', 'b']`; sub-queries have no counterpart. */
export function refuseList(reader: Reader): never {
  const message = `Expected a list such as ['a', 'b'], found ${describe(reader.token)}`;
  const { start } = reader.token.span;
  const { kind } = reader.token;
  if (kind === 'string' || kind === 'number') {
    reader.replace(reader.token.span, `[${reader.token.text}]`, message);
    throw panic;
  }
  if (!reader.takeMark('(')) return reader.fail("a list such as ['a', 'b']", 'A list holds constants only');
  if (reader.atWord('SELECT')) {
    reader.report({ message, span: reader.token.span, hint: 'A query cannot hold another one' });
    reader.skipTo(token => isMark(token, ')'));
    reader.takeMark(')');
    throw panic;
  }
  const inside = reader.token.span.start;
  while (reader.token.kind !== 'end' && !isMark(reader.token, ')')) reader.next();
  const content = reader.textOf({ start: inside, end: reader.token.span.start }).trim();
  if (reader.atMark(')')) reader.next();
  reader.replace({ start, end: reader.previous.span.end }, `[${content}]`, message);
  throw panic;
}
