import { Code } from '../compile/code.ts';
import { ConditionCode } from '../compile/condition-code.ts';
import { conjunctsOf, solePaths } from '../compile/paths.ts';
import type { Condition } from '../language/ast.ts';
import type { Block } from './block.ts';
import { type PathWay, RowAccess } from './row-access.ts';
import type { RowTable } from './row-table.ts';

/**
 * Writes the indices of the rows `from` to `to` of a block that meet a condition into `found`; returns how many.
 * `first` is the number of the block's first row.
 */
export type Scan = (
  block: Block,
  blockIndex: number,
  first: number,
  from: number,
  to: number,
  found: Uint16Array,
) => number;

/** One function for a whole condition, specialised to how each of its members is reached. */
export function compileScan(
  condition: Condition | undefined,
  table: RowTable,
  ways: ReadonlyMap<string, PathWay>,
): Scan {
  const code = new Code();
  const sole = condition === undefined ? new Map<Condition, string>() : solePaths(condition);
  const writer = new ConditionCode(code, new RowAccess(code, table, ways, sole));
  // AND is commutative in this logic, too: what is cheap to know goes first.
  const cost = (part: Condition) => costOf(ways.get(sole.get(part) ?? ''));
  const lines: string[] = [];
  const exists = 'const shape = shapes[i]; if (shape === -1) continue;';
  for (const part of conjunctsOf(condition).sort((a, b) => cost(a) - cost(b))) {
    // Columns need no shape: most rows are passed over without a look at it.
    if (cost(part) > 0 && !lines.includes(exists)) lines.push(exists);
    const truth = writer.truth(part);
    lines.push(...code.statements, `if (!(${truth})) continue;`);
    code.statements = [];
  }
  if (!lines.includes(exists)) lines.push(exists);
  return code.compile<Scan>(
    'block, blockIndex, first, from, to, found',
    `const shapes = block.shapes, starts = block.starts, codes = block.codes;
${code.preamble.join('\n')}
let count = 0;
for (let i = from; i < to; i++) {
${lines.join('\n')}
found[count++] = i;
}
return count;`,
  );
}

function costOf(way: PathWay | undefined): number {
  if (way === undefined) return 2;
  if (way.way === 'reader') return way.reader.parses ? 4 : 3;
  return way.way === 'column' ? 0 : 1;
}
