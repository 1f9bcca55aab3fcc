import type { Path, Segment, Span } from './ast.ts';
import { isPlainName } from './characters.ts';
import { isReserved } from './keywords.ts';
import { findMember, type Member, membersOf, sectionMembers } from './members.ts';
import { nearest } from './nearest.ts';
import { describe, panic, type Reader } from './reader.ts';
import { quoteText } from './scan-string.ts';
import type { Token } from './tokens.ts';

/**
 *     path    = ( source "." )? segment ( "." segment )*
 *     segment = identifier | "[[" bracketed "]]"
 *
 * `isValue`: the path stands where mostly values stand, so a name nobody knows is a text without its quotes.
 */
export function parsePath(reader: Reader, isValue = false): Path {
  const start = reader.token.span.start;
  const segments = [parseSegment(reader, true)];
  while (reader.takeMark('.')) segments.push(parseSegment(reader, false));
  const span = { start, end: reader.previous.span.end };
  if (reader.atMark('[')) refuseIndex(reader);
  const written = withoutPrefix(reader, segments);
  return { kind: 'path', span, segments: resolve(reader, written, isValue) };
}

function parseSegment(reader: Reader, isFirst: boolean): Segment {
  const token = reader.token;
  if (token.kind === 'bracketed') {
    reader.next();
    return { name: String(token.value), bracketed: true, span: token.span };
  }
  if (token.kind !== 'name' && token.kind !== 'number') {
    reader.fail(isFirst ? 'a member such as tags.site' : "a name behind the '.'", misplaced(token));
  }
  if (!isFirst && isReserved(token.text)) {
    const message = `Expected a name, found ${describe(token)}`;
    reader.replace(token.span, `[[${token.text}]]`, message, 'A keyword in a path stands between [[ and ]]');
  } else if (!isPlainName(token.text) && token.kind === 'name') {
    reader.fail('a name', 'Put names with unusual characters between [[ and ]]');
  }
  reader.next();
  return { name: token.text, bracketed: false, span: token.span };
}

function misplaced(token: Token): string | undefined {
  return token.kind === 'string' ? 'Names in a path have no quotes. Put unusual ones between [[ and ]]' : undefined;
}

function refuseIndex(reader: Reader): never {
  return reader.fail(
    'an operator',
    'Elements of an array cannot be named. ARRAY_CONTAINS(member, value) looks for one',
  );
}

function withoutPrefix(reader: Reader, segments: readonly Segment[]): readonly Segment[] {
  const [first, second] = segments;
  if (first === undefined || first.bracketed || first.name.toLowerCase() !== 'devices') return segments;
  const inner = second === undefined || second.bracketed ? undefined : second.name.toLowerCase();
  const rest = segments.slice(inner === 'modules' || inner === 'jobs' ? 2 : 1);
  if (rest.length === 0) {
    reader.report({
      message: `Expected a member, found the collection '${segments.map(each => each.name).join('.')}'`,
      span: { start: first.span.start, end: segments.at(-1)!.span.end },
    });
    throw panic;
  }
  if (inner === 'jobs' && reader.collection !== 'devices.jobs') {
    reader.report({
      message: `Expected a member of ${reader.collection}, found one of devices.jobs`,
      span: { start: first.span.start, end: second!.span.end },
      hint: 'Only FROM devices.jobs has them',
    });
  }
  return rest;
}

/** Gives the hub's own names their case, and refuses others in their place. */
function resolve(reader: Reader, segments: readonly Segment[], isValue: boolean): readonly Segment[] {
  const members = membersOf(reader.collection);
  const [root, ...below] = segments as [Segment, ...Segment[]];
  const member = findMember(members, root.name);
  if (member === undefined) {
    refuseRoot(reader, root, isValue && segments.length === 1, members);
    return segments;
  }
  const resolved = [named(root, member.name)];
  const [second, ...rest] = below;
  if (second === undefined) return resolved;
  const inner = member.members && findMember(member.members, second.name);
  if (inner === undefined && member.closed) refuseSection(reader, second, member);
  return [...resolved, inner ? named(second, inner.name) : canonical(second), ...rest.map(canonical)];
}

function named(segment: Segment, name: string): Segment {
  return segment.name === name ? segment : { ...segment, name };
}

function canonical(segment: Segment): Segment {
  if (!segment.name.startsWith('$')) return segment;
  return named(segment, findMember(sectionMembers, segment.name)?.name ?? segment.name);
}

function refuseRoot(reader: Reader, { name, span }: Segment, isText: boolean, members: readonly Member[]): void {
  const found = describe({ kind: 'name', span, text: name });
  if (isText) {
    refuseText(reader, span, found);
    return;
  }
  const row = reader.collection === 'devices.jobs' ? 'job' : 'twin';
  const message = `Expected a member of a ${row}, found ${found}`;
  const meant = sectionNamed(name, row) ?? operationMeant(name, members);
  const near = nearest(
    name,
    members.map(member => member.name),
  );
  if (meant !== undefined) reader.replace(span, meant, message);
  else if (near !== undefined) reader.replace(span, near, message, `Did you mean ${near}?`);
  else reader.report({ message, span, hint: rootHint(name, row, members) });
}

/** A text without its quotes, and all words of it. */
function refuseText(reader: Reader, { start }: Span, found: string): void {
  while (reader.token.kind === 'name' && !isReserved(reader.token.text)) reader.next();
  const span = { start, end: reader.previous.span.end };
  reader.replace(span, quoteText(reader.textOf(span)), `Expected a value, found ${found}`, 'Texts stand in quotes');
}

function sectionNamed(name: string, row: string): string | undefined {
  const section = ['desired', 'reported'].find(each => each === name.toLowerCase());
  return section === undefined || row === 'job' ? undefined : `properties.${section}`;
}

/** `version-1`: an operator without its white space. */
function operationMeant(name: string, members: readonly Member[]): string | undefined {
  const [, left = '', operator, right] = /^([^+\-/%]+)([+\-/%])(.+)$/.exec(name) ?? [];
  return findMember(members, left) === undefined ? undefined : `${left} ${operator} ${right}`;
}

function rootHint(name: string, row: string, members: readonly Member[]): string {
  if (/[+\-/%]/.test(name)) return 'Operators need white space around them: + - / and % are letters of names';
  if (row === 'job' && /^(tags|properties)$/i.test(name)) return 'devices.jobs cannot look into twins';
  const names = members.map(member => member.name);
  return row === 'job'
    ? `There are ${names.join(', ')}`
    : 'Members begin with tags, properties.desired or properties.reported, or are deviceId, status and the like';
}

function refuseSection(reader: Reader, { name, span }: Segment, { members = [] }: Member): void {
  const message = `Expected desired or reported behind 'properties.', found ${describe({ kind: 'name', span, text: name })}`;
  const meant = nearest(
    name,
    members.map(each => each.name),
  );
  if (meant !== undefined) {
    reader.replace(span, meant, message, `Did you mean ${meant}?`);
    return;
  }
  const start = { start: span.start, end: span.start };
  reader.report({ message, span, fix: { span: start, replacement: 'reported.', title: 'Insert reported.' } });
}
