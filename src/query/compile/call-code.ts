import { assertNever } from '../../lib/errors.ts';
import type { Condition } from '../language/ast.ts';
import type { ConditionCode } from './condition-code.ts';

type Call = Extract<Condition, { kind: 'call' }>;

/** Whether a call is true, or whether it is false. The parser has checked the number of arguments. */
export function callCode(code: ConditionCode, call: Call, wanted: boolean): string {
  const [first, second] = call.arguments;
  const not = wanted ? '' : '!';
  const typeTest = (test: string) => `${not}(${test})`;
  switch (call.name) {
    case 'IS_DEFINED': {
      const short = code.isDefined(first!);
      return short === undefined ? `${code.value(first!)} ${wanted ? '!==' : '==='} undefined` : `${not}(${short})`;
    }
    case 'IS_NULL':
      return typeTest(`${code.value(first!)} === null`);
    case 'IS_BOOL':
      return typeTest(`typeof ${code.value(first!)} === 'boolean'`);
    case 'IS_NUMBER':
      return typeTest(`typeof ${code.value(first!)} === 'number'`);
    case 'IS_STRING':
      return typeTest(`typeof ${code.value(first!)} === 'string'`);
    case 'IS_OBJECT':
      return typeTest(`${code.helper('isPlainObject')}(${code.value(first!)})`);
    case 'IS_PRIMITIVE':
      return typeTest(`${code.helper('isPrimitive')}(${code.value(first!)})`);
    case 'STARTSWITH':
    case 'ENDSWITH':
    case 'ARRAY_CONTAINS':
      return `${code.helper(helpers[call.name])}(${code.value(first!)}, ${code.value(second!)}) === ${wanted}`;
    default:
      return assertNever(call.name);
  }
}

const helpers = { STARTSWITH: 'startsWith', ENDSWITH: 'endsWith', ARRAY_CONTAINS: 'arrayContains' } as const;
