import type { ComparisonOperator, Condition, Constant } from '../language/ast.ts';
import type { ConditionCode } from './condition-code.ts';

type Comparison = Extract<Condition, { kind: 'comparison' }>;

/** `<`, and so on, with the sides exchanged. */
const exchanged: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The operator that is true where this one is false, for operands that can be compared. */
const opposite: Record<ComparisonOperator, ComparisonOperator> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** Whether a comparison is true, or whether it is false: both fail where the operands cannot be compared. */
export function comparisonCode(code: ConditionCode, comparison: Comparison, wanted: boolean): string {
  const operator = wanted ? comparison.operator : opposite[comparison.operator];
  const { left, right } = comparison;
  if (right.kind === 'constant') return withConstant(code, operator, left, right, wanted);
  if (left.kind === 'constant') return withConstant(code, exchanged[operator], right, left, wanted);
  return general(code, comparison, wanted);
}

function withConstant(
  code: ConditionCode,
  operator: ComparisonOperator,
  operand: Condition,
  constant: Constant,
  wanted: boolean,
): string {
  const { value } = constant;
  if (value === undefined) return 'false';
  if (operator === '=') {
    const short = code.equals(operand, constant);
    return short ?? `${code.value(operand)} === ${code.constant(value)}`;
  }
  // Null differs from nothing it could be compared with, and has no order; nor have booleans.
  if (value === null || (typeof value === 'boolean' && operator !== '!=')) return 'false';
  const name = code.value(operand);
  const type = typeof value;
  const test = operator === '!=' ? `!== ${code.constant(value)}` : `${operator} ${code.constant(value)}`;
  // Arithmetic may yield NaN, for which "is false" is not the opposite operator.
  if (type === 'number' && !wanted && operator !== '!=') {
    return `(typeof ${name} === 'number' && !(${name} ${opposite[operator]} ${code.constant(value)}))`;
  }
  return `(typeof ${name} === '${type}' && ${name} ${test})`;
}

function general(code: ConditionCode, { operator, left, right }: Comparison, wanted: boolean): string {
  const [a, b] = [code.value(left), code.value(right)];
  const call = (positive: Parameters<ConditionCode['helper']>[0], negative: typeof positive, x: string, y: string) =>
    `${code.helper(wanted ? positive : negative)}(${x}, ${y})`;
  switch (operator) {
    case '=':
      return call('equal', 'notEqual', a, b);
    case '!=':
      return call('notEqual', 'equal', a, b);
    case '<':
      return call('less', 'notLess', a, b);
    case '<=':
      return call('lessOrEqual', 'notLessOrEqual', a, b);
    case '>':
      return call('less', 'notLess', b, a);
    case '>=':
      return call('lessOrEqual', 'notLessOrEqual', b, a);
  }
}
