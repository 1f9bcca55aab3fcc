import type { Json } from '../../lib/json.ts';

/**
 * What generated code calls where neither side of an operator is a constant. Each comes in two forms, "is true" and
 * "is false": when neither holds, the result is undefined. hub-reference 5.4.
 */
type Value = Json | undefined;

function areComparable(a: Value, b: Value): boolean {
  return typeof a === typeof b && (typeof a === 'string' || typeof a === 'number' || typeof a === 'boolean');
}

function areOrdered(a: Value, b: Value): boolean {
  return typeof a === typeof b && (typeof a === 'string' || typeof a === 'number');
}

export function equal(a: Value, b: Value): boolean {
  return a === null ? b === null : a === b && areComparable(a, b);
}

export function notEqual(a: Value, b: Value): boolean {
  return a !== b && areComparable(a, b);
}

export function less(a: Value, b: Value): boolean {
  return areOrdered(a, b) && (a as number) < (b as number);
}

export function notLess(a: Value, b: Value): boolean {
  return areOrdered(a, b) && !((a as number) < (b as number));
}

export function lessOrEqual(a: Value, b: Value): boolean {
  return areOrdered(a, b) && (a as number) <= (b as number);
}

export function notLessOrEqual(a: Value, b: Value): boolean {
  return areOrdered(a, b) && !((a as number) <= (b as number));
}

export function isPrimitive(value: Value): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

export function isPlainObject(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function startsWith(a: Value, b: Value): boolean | undefined {
  return typeof a === 'string' && typeof b === 'string' ? a.startsWith(b) : undefined;
}

export function endsWith(a: Value, b: Value): boolean | undefined {
  return typeof a === 'string' && typeof b === 'string' ? a.endsWith(b) : undefined;
}

export function arrayContains(array: Value, element: Value): boolean | undefined {
  return Array.isArray(array) && isPrimitive(element) ? array.includes(element as Json) : undefined;
}

export function isIn(value: Value, list: ReadonlySet<Json>): boolean {
  return isPrimitive(value) && list.has(value as Json);
}

export function isNotIn(value: Value, list: ReadonlySet<Json>): boolean {
  return isPrimitive(value) && !list.has(value as Json);
}

export function add(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? a + b : undefined;
}

export function subtract(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? a - b : undefined;
}

export function multiply(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? a * b : undefined;
}

export function divide(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? a / b : undefined;
}

export function remainder(a: Value, b: Value): Value {
  return typeof a === 'number' && typeof b === 'number' ? a % b : undefined;
}

export function negate(a: Value): Value {
  return typeof a === 'number' ? -a : undefined;
}
