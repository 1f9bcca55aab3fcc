import type { Condition, Path, Query, Selection, TargetCondition } from './ast.ts';
import { checkQuery } from './check-query.ts';
import { parseCondition as parseWhere } from './parse-expression.ts';
import { parsePath } from './parse-path.ts';
import { parseSelection, parseTop } from './parse-select.ts';
import { parseSource, refuseBehindSource } from './parse-source.ts';
import { describe, maximalLength, panic, Reader } from './reader.ts';
import { refuseRest } from './refuse-rest.ts';
import { type Fault, QuerySyntaxError } from './syntax-error.ts';
import { isMark, isWord, type Token } from './tokens.ts';

/** Reads a query, or throws a QuerySyntaxError that names all that is wrong with it, as far as that can be told. */
export function parseQuery(text: string): Query {
  checkLength(text);
  const reader = new Reader(text);
  const query = attempt(() => readQuery(reader));
  const faults = reader.faults.length === 0 && query !== undefined ? checkQuery(query, text) : reader.faults;
  return settle(text, query, faults);
}

/**
 * Reads what a job or a configuration targets: what follows WHERE in a query, or `*` for all, or a condition behind
 * `from devices.modules where`. Throws a QuerySyntaxError.
 */
export function parseCondition(text: string): TargetCondition {
  checkLength(text);
  const reader = new Reader(text);
  const condition = attempt(() => readTargetCondition(reader));
  return settle(text, condition, reader.faults);
}

function checkLength(text: string): void {
  if (text.length <= maximalLength) return;
  const message = `Expected at most ${maximalLength} characters, found ${text.length}`;
  throw new QuerySyntaxError(text, [{ message, span: { start: maximalLength, end: text.length } }]);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error !== panic) throw error;
    return undefined;
  }
}

function settle<T>(text: string, parsed: T | undefined, faults: readonly Fault[]): T {
  const [first, ...rest] = faults;
  if (first !== undefined) throw new QuerySyntaxError(text, [first, ...rest]);
  if (parsed === undefined) throw new Error('the parser gave up without saying why');
  return parsed;
}

/** query = SELECT top? list FROM source ( WHERE cond )? ( GROUP BY path ( "," path )* )? */
function readQuery(reader: Reader): Query {
  const { text } = reader;
  readSelect(reader);
  const top = attempt(() => parseTop(reader));
  const select = attempt(() => parseSelection(reader)) ?? nothing;
  if (!reader.takeSpelt('FROM')) refuseMissingFrom(reader);
  const from = parseSource(reader);
  if (!reader.isNear('WHERE', 'GROUP')) refuseBehindSource(reader);
  const where = reader.takeSpelt('WHERE') ? readWhere(reader) : undefined;
  const groupBy = readGroups(reader);
  return { kind: 'query', span: { start: 0, end: text.length }, top, select, from, where, groupBy };
}

const nothing: Selection = { kind: 'all', span: { start: 0, end: 0 } };

function readSelect(reader: Reader): void {
  if (!reader.takeSpelt('SELECT')) {
    const start = { start: reader.token.span.start, end: reader.token.span.start };
    const replacement = reader.atWord('FROM') ? 'SELECT * ' : 'SELECT * FROM devices WHERE ';
    const isCondition = !reader.atWord('INSERT', 'UPDATE', 'DELETE') && reader.token.kind !== 'end';
    reader.report({
      message: `Expected SELECT, found ${describe(reader.token)}`,
      span: reader.token.span,
      hint: isCondition ? undefined : 'For example SELECT * FROM devices',
      fix: isCondition ? { span: start, replacement, title: `Insert ${replacement.trim()}` } : undefined,
    });
    throw panic;
  }
  if (!reader.atWord('DISTINCT')) return;
  const message = "Expected *, a member or an aggregate, found 'DISTINCT'";
  reader.report({ message, span: reader.token.span, hint: 'GROUP BY gives each value once' });
  reader.next();
}

function refuseMissingFrom(reader: Reader): void {
  if (!reader.atWord('DEVICES')) reader.fail('FROM', 'For example FROM devices');
  reader.insert('FROM ', 'FROM');
}

function readWhere(reader: Reader): Condition {
  const where = parseWhere(reader);
  if (reader.token.kind !== 'end' && !reader.isNear('GROUP')) {
    refuseRest(reader, 'AND, OR, GROUP BY or the end of the query');
    reader.skipTo(token => isWord(token, 'GROUP'));
  }
  return where;
}

function readGroups(reader: Reader): readonly Path[] {
  const hasGroups = reader.takeSpelt('GROUP');
  const groups: Path[] = [];
  if (hasGroups) {
    if (!reader.takeSpelt('BY')) reader.insert('BY ', 'BY behind GROUP');
    do {
      const path = attempt(() => readGroup(reader));
      if (path === undefined) reader.skipTo(endsGroup);
      else groups.push(path);
    } while (reader.takeMark(','));
  }
  refuseRest(reader, hasGroups ? "',' or the end of the query" : 'WHERE, GROUP BY or the end of the query');
  return groups;
}

function readGroup(reader: Reader): Path {
  if (isMark(reader.following, '(')) reader.fail('a member', 'Groups are made by members, not by functions');
  return parsePath(reader);
}

function endsGroup(token: Token): boolean {
  return isMark(token, ',');
}

function readTargetCondition(reader: Reader): TargetCondition {
  const from = readTargetSource(reader);
  const everything = reader.takeMark('*');
  const hasNone = everything || (reader.token.kind === 'end' && reader.previous.kind === 'name');
  const where = hasNone ? undefined : parseWhere(reader);
  refuseRest(reader, everything ? "nothing behind '*'" : 'AND, OR or the end of the condition');
  return { from, where };
}

/** `( FROM source ( WHERE )? )?` */
function readTargetSource(reader: Reader): 'devices' | 'devices.modules' {
  if (reader.atWord('SELECT', 'WHERE')) refuseWholeQuery(reader);
  if (!reader.takeWord('FROM')) return 'devices';
  const source = reader.token.span.start;
  const from = parseSource(reader);
  if (from === 'devices.jobs') {
    const span = { start: source, end: reader.previous.span.end };
    reader.report({ message: "Expected devices or devices.modules, found 'devices.jobs'", span });
    throw panic;
  }
  if (reader.token.kind !== 'end' && !reader.takeWord('WHERE')) reader.fail('WHERE');
  else if (isWord(reader.previous, 'WHERE') && reader.token.kind === 'end') reader.fail('a condition behind WHERE');
  return from;
}

function refuseWholeQuery(reader: Reader): never {
  const first = reader.token;
  reader.skipTo(token => isWord(token, 'WHERE'));
  const end = reader.atWord('WHERE') ? reader.following.span.start : reader.text.length;
  const span = { start: first.span.start, end };
  const isAll = end === reader.text.length;
  reader.report({
    message: `Expected a condition, found ${describe(first)}`,
    span: first.span,
    hint: 'A condition is what follows WHERE',
    fix: isAll
      ? { span, replacement: '*', title: 'Write *' }
      : { span, replacement: '', title: 'Keep what follows WHERE' },
  });
  throw panic;
}
