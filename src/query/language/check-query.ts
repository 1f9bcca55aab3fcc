import type { Path, Query, SelectItem } from './ast.ts';
import type { Fault } from './syntax-error.ts';

/** What the grammar cannot say. hub-reference 5.7 */
export function checkQuery(query: Query, text: string): readonly Fault[] {
  if (query.from === 'devices.jobs') return checkJobs(query);
  const grouped = query.groupBy.length > 0;
  if (query.select.kind === 'all') return grouped ? [allWithGroups(query, text)] : [];
  const { items } = query.select;
  if (!grouped && !items.some(item => item.value.kind === 'aggregate')) return [];
  const keys = new Set(query.groupBy.map(pathKey));
  return items.flatMap(({ value }) =>
    value.kind === 'path' && !keys.has(pathKey(value)) ? [ungrouped(query, value, text)] : [],
  );
}

function checkJobs({ select, groupBy }: Query): readonly Fault[] {
  const faults: Fault[] = [];
  if (select.kind === 'items') {
    faults.push({
      message: 'Expected * in a query of devices.jobs, found a list',
      span: select.span,
      fix: { span: select.span, replacement: '*', title: 'Write *' },
    });
  }
  if (groupBy[0] !== undefined) {
    faults.push({ message: 'Expected no GROUP BY in a query of devices.jobs, found one', span: groupBy[0].span });
  }
  return faults;
}

function allWithGroups({ select, groupBy }: Query, text: string): Fault {
  const replacement = `${groupBy.map(path => slice(text, path)).join(', ')}, COUNT() AS n`;
  return {
    message: 'Expected the members of GROUP BY and aggregates, found *',
    span: select.span,
    hint: 'A group has no single twin to show',
    fix: { span: select.span, replacement, title: `Write ${replacement}` },
  };
}

function ungrouped(query: Query, value: Path, text: string): Fault {
  const written = slice(text, value);
  const last = query.groupBy.at(-1);
  const end = last?.span.end ?? text.trimEnd().length;
  const replacement = last === undefined ? ` GROUP BY ${written}` : `, ${written}`;
  return {
    message: `Expected an aggregate or a member of GROUP BY, found '${written}'`,
    span: value.span,
    fix: { span: { start: end, end }, replacement, title: `Add ${written} to GROUP BY` },
  };
}

function slice(text: string, { span }: Path | SelectItem): string {
  return text.slice(span.start, span.end);
}

/** Equal for paths that name the same member. */
function pathKey(path: Path): string {
  return JSON.stringify(path.segments.map(segment => segment.name));
}
