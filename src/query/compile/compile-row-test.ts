import type { Json } from '../../lib/json.ts';
import type { Condition, Path } from '../language/ast.ts';
import { Code } from './code.ts';
import { ConditionCode } from './condition-code.ts';
import { namesOf } from './paths.ts';

/** Whether a row that is an object already meets a condition; `read` gets at its members. */
export function compileRowTest<Row>(
  condition: Condition,
  read: (row: Row, path: readonly string[]) => Json | undefined,
): (row: Row) => boolean {
  const code = new Code();
  const reader = code.input(read);
  const value = (path: Path) => `${reader}(row, ${code.input(namesOf(path))})`;
  const truth = new ConditionCode(code, { value: path => code.perRow(value(path)) }).truth(condition);
  return code.compile('row', `${code.statements.join('\n')}\nreturn ${truth};`);
}
