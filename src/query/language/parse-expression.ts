import type { ArithmeticOperator, ArrayLiteral, Condition, Constant } from './ast.ts';
import { constantValues } from './keywords.ts';
import { parseCall } from './parse-call.ts';
import { parsePath } from './parse-path.ts';
import { describe, panic, type Reader } from './reader.ts';
import { comparisonOf, refuseComparison, refuseList } from './refuse-comparison.ts';
import { isMark, isWord, type Token } from './tokens.ts';

/** cond = or */
export function parseCondition(reader: Reader): Condition {
  return parseOr(reader);
}

/** or = and ( OR and )* */
function parseOr(reader: Reader): Condition {
  let left = parseAnd(reader);
  while (takeLogical(reader, 'OR', '||')) left = { kind: 'or', ...both(left, parseAnd(reader)) };
  return left;
}

/** and = not ( AND not )* */
function parseAnd(reader: Reader): Condition {
  let left = parseTerm(reader);
  while (takeLogical(reader, 'AND', '&&')) left = { kind: 'and', ...both(left, parseTerm(reader)) };
  return left;
}

function takeLogical(reader: Reader, word: 'AND' | 'OR', symbol: string): boolean {
  if (reader.atWord(word)) {
    reader.countOperator();
    reader.next();
    return true;
  }
  if (reader.atMark(symbol)) {
    const hint = symbol === '||' ? 'Texts cannot be joined' : undefined;
    reader.replace(reader.token.span, word, `Expected ${word}, found '${symbol}'`, hint);
    reader.next();
    return true;
  }
  return reader.token.kind === 'name' && !reader.atWord('OR', 'AND') && reader.takeMisspelt([word]) !== undefined;
}

/** Where parsing goes on after a problem: the rest of a term is skipped, the next one is looked at. */
function parseTerm(reader: Reader): Condition {
  const start = reader.token.span.start;
  try {
    const term = parseNot(reader);
    refuseComparison(reader, term);
    return term;
  } catch (error) {
    if (error !== panic) throw error;
    reader.skipTo(endsTerm);
    return { kind: 'constant', span: { start, end: reader.previous.span.end }, value: undefined };
  }
}

function endsTerm(token: Token): boolean {
  return (
    ['AND', 'OR', 'GROUP'].some(word => isWord(token, word)) || isMark(token, ')') || /^(&&|\|\|)$/.test(token.text)
  );
}

/** not = NOT not | rel */
function parseNot(reader: Reader): Condition {
  const { span } = reader.token;
  if (reader.atMark('!')) {
    const isApart = /\s/.test(reader.text[span.end] ?? '');
    reader.replace(span, isApart ? 'NOT' : 'NOT ', "Expected NOT, found '!'");
  } else if (!reader.atWord('NOT')) {
    return parseRelation(reader);
  }
  reader.next();
  const operand = reader.nested(() => parseNot(reader));
  return { kind: 'not', span: { start: span.start, end: operand.span.end }, operand };
}

/** rel = add ( comparison add | ( IN | NIN ) array )? */
function parseRelation(reader: Reader): Condition {
  const left = parseSum(reader, false);
  if (reader.atWord('IN', 'NIN')) return parseMembership(reader, left);
  const operator = comparisonOf(reader);
  if (operator === undefined) return left;
  reader.countOperator();
  reader.next();
  const compared: Condition = { kind: 'comparison', operator, ...both(left, parseSum(reader, true)) };
  if (comparisonOf(reader) !== undefined)
    reader.fail('AND, OR or the end of the condition', 'Comparisons do not chain');
  return compared;
}

function parseMembership(reader: Reader, left: Condition): Condition {
  const negated = isWord(reader.next(), 'NIN');
  if (!reader.atMark('[')) refuseList(reader);
  const list = parseArray(reader);
  return { kind: 'in', span: { start: left.span.start, end: list.span.end }, negated, left, list };
}

/** add = mul ( ( "+" | "-" ) mul )* */
function parseSum(reader: Reader, isValue: boolean): Condition {
  let left = parseProduct(reader, isValue);
  while (reader.atMark('+') || reader.atMark('-')) {
    const operator = takeArithmetic(reader);
    left = { kind: 'arithmetic', operator, ...both(left, parseProduct(reader, isValue)) };
  }
  return left;
}

/** mul = unary ( ( "*" | "/" | "%" ) unary )* */
function parseProduct(reader: Reader, isValue: boolean): Condition {
  let left = parseUnary(reader, isValue);
  while (reader.atMark('*') || reader.atMark('/') || reader.atMark('%')) {
    const operator = takeArithmetic(reader);
    left = { kind: 'arithmetic', operator, ...both(left, parseUnary(reader, isValue)) };
  }
  return left;
}

function takeArithmetic(reader: Reader): ArithmeticOperator {
  reader.countOperator();
  return reader.next().text as ArithmeticOperator;
}

/** unary = "-"? primary */
function parseUnary(reader: Reader, isValue: boolean): Condition {
  if (!reader.atMark('-')) return parsePrimary(reader, isValue);
  const { start } = reader.next().span;
  const operand = parsePrimary(reader, isValue);
  return { kind: 'negate', span: { start, end: operand.span.end }, operand };
}

/** primary = constant | call | path | "(" cond ")" */
function parsePrimary(reader: Reader, isValue: boolean): Condition {
  const { token } = reader;
  if (reader.atMark('(')) return parseGroup(reader);
  if (reader.atMark('[')) return parseArray(reader);
  if (token.kind === 'bracketed') return parsePath(reader, isValue);
  if (token.kind === 'name' && isMark(reader.following, '(') && !reader.atWord('NOT'))
    return parseCall(reader, parseOr);
  const constant = takeConstant(reader);
  if (constant !== undefined) return constant;
  if (reader.atWord('SELECT')) reader.fail('a value', 'A query cannot hold another one');
  if (reader.atWord('NOT')) reader.fail('a value', 'Put parentheses around NOT …');
  const isPath = token.kind === 'name' && !reader.atWord('AND', 'OR', 'IN', 'NIN', 'FROM', 'WHERE', 'GROUP', 'BY');
  if (!isPath) reader.fail(isValue ? 'a value or a member' : 'a condition');
  return parsePath(reader, isValue);
}

function parseGroup(reader: Reader): Condition {
  const { start } = reader.next().span;
  if (reader.atWord('SELECT')) reader.fail('a condition', 'A query cannot hold another one');
  const inner = reader.nested(() => parseOr(reader));
  reader.expectMark(')');
  return { ...inner, span: { start, end: reader.previous.span.end } };
}

/** array = "[" ( constant ( "," constant )* )? "]" */
function parseArray(reader: Reader): ArrayLiteral {
  const { start } = reader.next().span;
  const items: (Constant | ArrayLiteral)[] = [];
  while (!reader.atMark(']') && reader.token.kind !== 'end') {
    items.push(reader.atMark('[') ? reader.nested(() => parseArray(reader)) : parseElement(reader));
    if (!reader.takeMark(',')) break;
    if (reader.atMark(']')) reader.fail('another value behind the comma');
  }
  reader.expectMark(']');
  return { kind: 'array', span: { start, end: reader.previous.span.end }, items };
}

function parseElement(reader: Reader): Constant {
  const constant = takeConstant(reader);
  if (constant !== undefined) return constant;
  const { token } = reader;
  if (token.kind !== 'name') reader.fail('a value');
  const message = `Expected a value, found ${describe(token)}`;
  reader.replace(token.span, `'${token.text}'`, message, 'A list holds constants, and texts stand in quotes');
  reader.next();
  return { kind: 'constant', span: token.span, value: token.text };
}

function takeConstant(reader: Reader): Constant | undefined {
  const { kind, span, text, value } = reader.token;
  if (kind === 'string' || kind === 'number') {
    reader.next();
    return { kind: 'constant', span, value: value! };
  }
  const word = text.toUpperCase();
  if (kind !== 'name' || !constantValues.has(word) || isMark(reader.following, '.')) return undefined;
  reader.next();
  return { kind: 'constant', span, value: constantValues.get(word) };
}

function both(left: Condition, right: Condition): { span: Condition['span']; left: Condition; right: Condition } {
  return { span: { start: left.span.start, end: right.span.end }, left, right };
}
