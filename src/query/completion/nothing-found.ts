import type { Condition, Constant, Path, Query, Segment } from '../language/ast.ts';
import { findMember, membersOf } from '../language/members.ts';
import { nearest } from '../language/nearest.ts';
import { parseQuery } from '../language/parser.ts';
import { quoteText } from '../language/scan-string.ts';
import { type Fix, QuerySyntaxError } from '../language/syntax-error.ts';
import type { Catalogue } from './catalogue.ts';

/** Why a query that is none the less right may have found nothing. */
export type Doubt = { readonly message: string; readonly fix?: Fix | undefined };

/** The first thing in the condition that no twin known has, or has otherwise: most probably a slip. */
export function nothingFound(text: string, catalogue: Catalogue): Doubt | undefined {
  try {
    const { where, from } = parseQuery(text);
    if (where === undefined || from === 'devices.jobs') return undefined;
    return doubtOf(where, from, catalogue);
  } catch (error) {
    if (error instanceof QuerySyntaxError) return undefined;
    throw error;
  }
}

/** What stands behind NOT is meant to be missing. */
function doubtOf(condition: Condition, from: Query['from'], catalogue: Catalogue): Doubt | undefined {
  switch (condition.kind) {
    case 'path':
      return pathDoubt(condition, catalogue);
    case 'and':
    case 'or':
      return doubtOf(condition.left, from, catalogue) ?? doubtOf(condition.right, from, catalogue);
    case 'comparison': {
      const { left, right, operator } = condition;
      const doubt = doubtOf(left, from, catalogue) ?? doubtOf(right, from, catalogue);
      if (doubt !== undefined || operator !== '=') return doubt;
      const [path, constant] = left.kind === 'constant' ? [right, left] : [left, right];
      return path.kind === 'path' && constant.kind === 'constant'
        ? valueDoubt(path, constant, from, catalogue)
        : undefined;
    }
    case 'in':
      return condition.negated ? undefined : doubtOf(condition.left, from, catalogue);
    case 'call':
      return condition.arguments[0] && doubtOf(condition.arguments[0], from, catalogue);
    default:
      return undefined;
  }
}

const names = (segments: readonly Segment[]): readonly string[] => segments.map(({ name }) => name);

/** Of what people name themselves: the hub's own members are checked by the grammar. */
function pathDoubt({ segments }: Path, catalogue: Catalogue): Doubt | undefined {
  const own = segments[0]?.name === 'tags' ? 1 : segments[0]?.name === 'properties' ? 2 : segments.length;
  for (const [index, { name, span, bracketed }] of segments.entries()) {
    if (index < own) continue;
    if (name.startsWith('$')) return undefined;
    const above = catalogue.paths(names(segments.slice(0, index))).map(entry => entry.name);
    if (above.includes(name)) continue;
    const message = `no twin known here has ${names(segments.slice(0, index + 1)).join('.')}`;
    const meant = nearest(name, above);
    if (meant === undefined || bracketed || !/^[A-Za-z_]\w*$/.test(meant)) return { message };
    return { message, fix: { span, replacement: meant, title: `Write ${meant}` } };
  }
  return undefined;
}

function valueDoubt(
  { segments }: Path,
  { value, span }: Constant,
  from: Query['from'],
  catalogue: Catalogue,
): Doubt | undefined {
  if (typeof value !== 'string') return undefined;
  const path = names(segments);
  const all = path.length === 1 ? findMember(membersOf(from), path[0]!)?.values : undefined;
  const known = all ?? catalogue.values(path, '').map(entry => entry.value);
  if (known.includes(value)) return undefined;
  const written = (replacement: string) => ({ span, replacement, title: `Write ${replacement}` });
  const other = known.find(each => typeof each !== 'string' && String(each) === value);
  if (other !== undefined) return { message: `${path.join('.')} is a ${typeof other}`, fix: written(String(other)) };
  const meant = nearest(
    value,
    known.filter(each => typeof each === 'string'),
  );
  if (meant === undefined) return { message: `no twin known here has ${quoteText(value)} there` };
  const isCase = meant.toLowerCase() === value.toLowerCase();
  const message = isCase
    ? `${path.join('.')} has ${quoteText(meant)}, in another case`
    : `${quoteText(meant)} is the nearest value of ${path.join('.')}`;
  return { message, fix: written(quoteText(meant)) };
}
