import type { Json } from '../../lib/json.ts';
import type { Condition } from '../language/ast.ts';
import { Code } from './code.ts';
import { ConditionCode } from './condition-code.ts';

/** 1 where a condition over a single path is true of a value, 2 where it is false, 0 where it is undefined. */
export type ValueTest = (value: Json | undefined) => number;

export function compileValueTest(condition: Condition): ValueTest {
  const code = new Code();
  const writer = new ConditionCode(code, { value: () => 'value' });
  const [truth, falsity] = [writer.truth(condition), writer.falsity(condition)];
  const body = `${code.statements.join('\n')}\nreturn ${truth} ? 1 : ${falsity} ? 2 : 0;`;
  return code.compile<ValueTest>('value', body);
}
