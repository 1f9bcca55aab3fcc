import type { CollectionName } from './ast.ts';
import { describe, type Reader } from './reader.ts';
import { isWord } from './tokens.ts';

/** Names people give to collections that are called otherwise. */
const otherNames: ReadonlyMap<string, CollectionName> = new Map([
  ['TWINS', 'devices'],
  ['DEVICE', 'devices'],
  ['MODULES', 'devices.modules'],
  ['JOBS', 'devices.jobs'],
]);

/** source = devices | devices.modules | devices.jobs */
export function parseSource(reader: Reader): CollectionName {
  const { start } = reader.token.span;
  const other = otherNames.get(reader.token.text.toUpperCase());
  if (reader.token.kind === 'name' && other !== undefined) {
    reader.replace(reader.token.span, other, `Expected a collection, found ${describe(reader.token)}`);
    reader.next();
    return other;
  }
  if (!reader.takeWord('DEVICES') && reader.takeMisspelt(['devices']) === undefined) {
    reader.fail('a collection', 'There are devices, devices.modules and devices.jobs');
  }
  if (!reader.takeMark('.')) return 'devices';
  const inner = reader.takeWord('MODULES') ? 'modules' : reader.takeWord('JOBS') ? 'jobs' : undefined;
  if (inner !== undefined) return `devices.${inner}`;
  const found = reader.token;
  const meant = reader.takeMisspelt(['modules', 'jobs']);
  if (meant === 'modules' || meant === 'jobs') return `devices.${meant}`;
  if (found.kind === 'name') reader.next();
  const message = `Expected modules or jobs behind 'devices.', found ${describe(found)}`;
  reader.report({ message, span: { start, end: reader.previous.span.end }, hint: 'Or devices alone' });
  return 'devices';
}

/** Behind the collection come WHERE, GROUP BY or nothing: no alias, no join, no second collection. */
export function refuseBehindSource(reader: Reader): void {
  const { token } = reader;
  const isClause = reader.atWord('WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'UNION');
  if (token.kind === 'end' || isClause || reader.atMark(';')) return;
  const join = reader.atMark(',') || reader.atWord('JOIN', 'INNER', 'LEFT', 'RIGHT', 'OUTER', 'CROSS');
  const next = reader.following;
  const message = `Expected WHERE, GROUP BY or the end of the query, found ${describe(token)}`;
  const isAlias = reader.atWord('AS') || (token.kind === 'name' && (next.kind === 'end' || isWord(next, 'WHERE')));
  if (join) reader.report({ message, span: token.span, hint: 'A query reads one collection: there are no joins' });
  else if (isAlias) refuseAlias(reader, message);
  else {
    reader.report({ message, span: token.span });
  }
  reader.skipTo(each => isWord(each, 'WHERE') || isWord(each, 'GROUP'));
}

function refuseAlias(reader: Reader, message: string): void {
  const end = reader.atWord('AS') && reader.following.kind === 'name' ? reader.following : reader.token;
  const span = { start: reader.previous.span.end, end: end.span.end };
  const fix = { span, replacement: '', title: `Remove${reader.textOf(span)}` };
  reader.report({ message, span: reader.token.span, hint: 'A collection has no other name', fix });
}
