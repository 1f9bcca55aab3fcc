import type { Aggregate, Path, SelectItem, Selection } from './ast.ts';
import { aggregates, findAggregate, findFunction } from './functions.ts';
import { isReserved } from './keywords.ts';
import { findMember, membersOf } from './members.ts';
import { nearest } from './nearest.ts';
import { parsePath } from './parse-path.ts';
import { describe, panic, type Reader } from './reader.ts';
import { isMark, isWord, type Token } from './tokens.ts';

/** top = TOP integer | TOP "(" integer ")" */
export function parseTop(reader: Reader): number | undefined {
  if (!reader.takeWord('TOP')) return undefined;
  const hasParentheses = reader.takeMark('(');
  const { kind, text, value } = reader.token;
  const isCount = kind === 'number' && /^\d+$/.test(text) && Number(value) >= 1 && Number.isSafeInteger(value);
  if (!isCount) reader.fail('a number of rows from 1 behind TOP');
  reader.next();
  if (hasParentheses) reader.expectMark(')');
  return Number(value);
}

/** list = "*" | item ( "," item )* */
export function parseSelection(reader: Reader): Selection {
  const { start } = reader.token.span;
  if (reader.takeMark('*')) {
    const all: Selection = { kind: 'all', span: reader.previous.span };
    if (reader.atMark(',')) refuseBesideAll(reader);
    return all;
  }
  const items: SelectItem[] = [];
  do {
    const item = parseItemOrSkip(reader);
    if (item !== undefined) items.push(item);
  } while (reader.takeMark(','));
  return { kind: 'items', span: { start, end: reader.previous.span.end }, items };
}

function refuseBesideAll(reader: Reader): void {
  reader.report({
    message: "Expected FROM, found ','",
    span: reader.token.span,
    hint: '* stands alone: name the members, or leave them away',
  });
  reader.skipTo(token => isWord(token, 'FROM'));
}

function parseItemOrSkip(reader: Reader): SelectItem | undefined {
  try {
    return parseItem(reader);
  } catch (error) {
    if (error !== panic) throw error;
    reader.skipTo(token => isMark(token, ',') || isWord(token, 'FROM'));
    return undefined;
  }
}

/** item = ( path | aggregate ) ( AS identifier )? */
function parseItem(reader: Reader): SelectItem {
  const { token } = reader;
  const { start } = token.span;
  const isCall = token.kind === 'name' && isMark(reader.following, '(');
  if (!isCall && (reader.atWord('FROM') || token.kind !== 'name') && token.kind !== 'bracketed') {
    reader.fail('*, a member or an aggregate such as COUNT()');
  }
  const value = isCall ? parseAggregate(reader) : parseMember(reader);
  const alias = parseAlias(reader);
  refuseExpression(reader);
  return { kind: 'item', span: { start, end: reader.previous.span.end }, value, alias };
}

function parseMember(reader: Reader): Path {
  const { token } = reader;
  const aggregate = findAggregate(token.text);
  if (aggregate !== undefined && token.kind === 'name' && !isMark(reader.following, '.')) {
    const call = aggregate.name === 'COUNT' ? 'COUNT()' : aggregate.example;
    reader.report({
      message: `Expected '(' behind ${aggregate.name}, found ${describe(reader.following)}`,
      span: token.span,
      hint: `For example ${call}`,
      fix: aggregate.name === 'COUNT' ? { span: token.span, replacement: call, title: `Write ${call}` } : undefined,
    });
    reader.next();
    throw panic;
  }
  return parsePath(reader);
}

/** aggregate = COUNT "(" ")" | ( AVG | SUM | MIN | MAX ) "(" path ")" */
function parseAggregate(reader: Reader): Aggregate {
  const name = reader.token;
  const description = findAggregate(name.text) ?? aggregateInstead(reader, name);
  reader.next();
  reader.next();
  const path = description.name === 'COUNT' ? parseNothing(reader) : parsePath(reader);
  reader.expectMark(')');
  const span = { start: name.span.start, end: reader.previous.span.end };
  return { kind: 'aggregate', span, name: description.name, path };
}

function aggregateInstead(reader: Reader, name: Token): NonNullable<ReturnType<typeof findAggregate>> {
  const message = `Expected a member or an aggregate, found ${describe(name)}`;
  const meant = findFunction(name.text)
    ? undefined
    : nearest(
        name.text,
        aggregates.map(each => each.name),
      );
  if (meant !== undefined) {
    reader.replace(name.span, meant, message, `Did you mean ${meant}?`);
    return findAggregate(meant)!;
  }
  return reader.fail(
    'a member or an aggregate',
    'SELECT knows COUNT, AVG, SUM, MIN and MAX. Other functions stand in WHERE',
  );
}

function parseNothing(reader: Reader): undefined {
  if (reader.atMark(')') || reader.atWord('FROM') || reader.token.kind === 'end') return;
  const { start } = reader.token.span;
  const { token } = reader;
  const isAll = reader.atMark('*') || token.kind === 'number';
  reader.skipTo(each => isMark(each, ')') || isWord(each, 'FROM'));
  const span = { start, end: reader.previous.span.end };
  const hint = isAll ? undefined : 'To count rows that have a member, add WHERE IS_DEFINED(member)';
  const message = `Expected ) behind COUNT(, found ${describe(token)}`;
  reader.report({ message, span, hint, fix: { span, replacement: '', title: 'Write COUNT()' } });
}

function parseAlias(reader: Reader): string | undefined {
  if (!reader.takeWord('AS')) return undefined;
  const { kind, text, span, value } = reader.token;
  if (kind === 'string' && /^[A-Za-z_]\w*$/.test(String(value))) {
    reader.replace(span, String(value), `Expected a name behind AS, found ${describe(reader.token)}`);
  } else if (kind === 'name' && isReserved(text)) {
    const message = `Expected a name behind AS, found ${describe(reader.token)}`;
    reader.replace(span, `_${text}`, message, 'A keyword cannot be the name of a column');
  } else if (kind !== 'name') {
    reader.fail('a name behind AS');
  }
  reader.next();
  return kind === 'string' ? String(value) : text;
}

/** What follows an item is a comma or FROM. */
function refuseExpression(reader: Reader): void {
  const { token } = reader;
  if (token.kind === 'operator' && !/^[;&|]/.test(token.text)) {
    reader.fail("',', AS or FROM", 'SELECT takes members as they are. Arithmetic and comparisons stand in WHERE');
  }
  if (token.kind !== 'name' || reader.atWord('FROM', 'WHERE') || nearest(token.text, ['FROM']) !== undefined) return;
  if (reader.atWord('DEVICES', 'GROUP', 'ORDER')) return;
  const place = { start: token.span.start, end: token.span.start };
  const isMember = findMember(membersOf(reader.collection), token.text) !== undefined;
  const end = { start: reader.previous.span.end, end: reader.previous.span.end };
  reader.report({
    message: `Expected ',', AS or FROM, found ${describe(token)}`,
    span: token.span,
    fix: isMember
      ? { span: end, replacement: ',', title: 'Insert a comma' }
      : { span: place, replacement: 'AS ', title: 'Insert AS' },
  });
  throw panic;
}
