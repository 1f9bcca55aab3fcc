import type { Condition, Path } from '../language/ast.ts';

/** One text per path, for use as a key: no name may hold a line feed. */
export function pathKey(segments: readonly string[]): string {
  return segments.join('\n');
}

export function namesOf(path: Path): string[] {
  return path.segments.map(segment => segment.name);
}

/** The paths of a condition, each once, in the order in which they are met. */
export function pathsOf(condition: Condition | undefined): Path[] {
  const found = new Map<string, Path>();
  const visit = (node: Condition): void => {
    if (node.kind === 'path') {
      const key = pathKey(namesOf(node));
      if (!found.has(key)) found.set(key, node);
    } else for (const child of childrenOf(node)) visit(child);
  };
  if (condition !== undefined) visit(condition);
  return [...found.values()];
}

/** For each part of a condition the key of the only path in it; parts with none or several are left out. */
export function solePaths(condition: Condition): Map<Condition, string> {
  const sole = new Map<Condition, string>();
  const visit = (node: Condition): Set<string> => {
    const keys = new Set<string>(node.kind === 'path' ? [pathKey(namesOf(node))] : []);
    for (const child of childrenOf(node)) for (const key of visit(child)) keys.add(key);
    const [only] = keys;
    if (keys.size === 1) sole.set(node, only!);
    // Two are enough to know that there are several; more would make this quadratic.
    return keys.size > 2 ? new Set([...keys].slice(0, 2)) : keys;
  };
  visit(condition);
  return sole;
}

/** The parts that must all be true for a condition to be true. */
export function conjunctsOf(condition: Condition | undefined): Condition[] {
  if (condition === undefined) return [];
  if (condition.kind !== 'and') return [condition];
  return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
}

function childrenOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'comparison':
    case 'arithmetic':
      return [condition.left, condition.right];
    case 'not':
    case 'negate':
      return [condition.operand];
    case 'in':
      return [condition.left];
    case 'call':
      return condition.arguments;
    default:
      return [];
  }
}
