import type {
  Aggregate,
  ArrayLiteral,
  Condition,
  Constant,
  Path,
  Query,
  TargetCondition,
} from '../../../src/query/language/ast.ts';
import { printPath } from '../../../src/query/language/print-path.ts';
import { quoteText } from '../../../src/query/language/scan-string.ts';

/** The query in one line, keywords in capitals, with no parentheses but the needed ones. Parses to an equal tree. */
export function printQuery({ top, select, from, where, groupBy }: Query): string {
  const list = select.kind === 'all' ? '*' : select.items.map(printItem).join(', ');
  return [
    'SELECT',
    ...(top === undefined ? [] : [`TOP ${top}`]),
    list,
    `FROM ${from}`,
    ...(where === undefined ? [] : [`WHERE ${printCondition(where)}`]),
    ...(groupBy.length === 0 ? [] : [`GROUP BY ${groupBy.map(printPath).join(', ')}`]),
  ].join(' ');
}

/** A condition as a configuration or a job has it. `*` is all devices. */
export function printTargetCondition({ from, where }: TargetCondition): string {
  const condition = where === undefined ? undefined : printCondition(where);
  if (from === 'devices') return condition ?? '*';
  return condition === undefined ? `FROM ${from}` : `FROM ${from} WHERE ${condition}`;
}

function printItem({ value, alias }: { readonly value: Path | Aggregate; readonly alias: string | undefined }): string {
  const printed =
    value.kind === 'path' ? printPath(value) : `${value.name}(${value.path ? printPath(value.path) : ''})`;
  return alias === undefined ? printed : `${printed} AS ${alias}`;
}

/** How tightly each node holds its parts: hub-reference 5.2. */
function strength(node: Condition): number {
  switch (node.kind) {
    case 'or':
      return 1;
    case 'and':
      return 2;
    case 'not':
      return 3;
    case 'comparison':
    case 'in':
      return 4;
    case 'arithmetic':
      return node.operator === '+' || node.operator === '-' ? 5 : 6;
    case 'negate':
      return 7;
    default:
      return 8;
  }
}

export function printCondition(node: Condition): string {
  const own = strength(node);
  switch (node.kind) {
    case 'or':
    case 'and':
      return `${inside(node.left, own)} ${node.kind.toUpperCase()} ${inside(node.right, own + 1)}`;
    case 'not':
      return `NOT ${inside(node.operand, own)}`;
    case 'comparison':
      return `${inside(node.left, own + 1)} ${node.operator} ${inside(node.right, own + 1)}`;
    case 'in':
      return `${inside(node.left, own + 1)} ${node.negated ? 'NIN' : 'IN'} ${printArray(node.list)}`;
    case 'arithmetic':
      return `${inside(node.left, own)} ${node.operator} ${inside(node.right, own + 1)}`;
    case 'negate':
      return `- ${inside(node.operand, own + 1)}`;
    case 'call':
      return `${node.name}(${node.arguments.map(printCondition).join(', ')})`;
    case 'path':
      return printPath(node);
    case 'array':
      return printArray(node);
    case 'constant':
      return printConstant(node);
  }
}

function inside(node: Condition, least: number): string {
  const printed = printCondition(node);
  return strength(node) < least ? `(${printed})` : printed;
}

function printArray({ items }: ArrayLiteral): string {
  // A blank between two opening brackets, which together could begin a name.
  const printed = items.map(item => (item.kind === 'array' ? printArray(item) : printConstant(item)));
  return `[${items[0]?.kind === 'array' ? ' ' : ''}${printed.join(', ')}]`;
}

function printConstant({ value }: Constant): string {
  if (typeof value === 'string') return quoteText(value);
  return Object.is(value, -0) ? '-0' : String(value);
}
