import type { Figures } from './measure.ts';
import type { Shape, Table } from './table.ts';

const deep: Shape = { clients: 100, depth: 16 };
const closed: Shape = { clients: 100, depth: 1 };

/** What the hub is to reach, beside what it reached. */
export function printGoals(table: Table): void {
  const goal = (
    shape: Shape,
    rows: readonly [string, string],
    member: keyof Figures,
    bound: 'at least' | 'at most',
    wanted: number,
  ) => {
    const [found, least, largest] = table.ratio(shape, rows, member);
    if (found === undefined) return;
    const what = `${shape.clients} x ${shape.depth} ${rows.join(' to ')}, ${member}`;
    printGoal(what, found, bound, wanted, ` [${least!.toFixed(2)} to ${largest!.toFixed(2)}]`);
  };
  goal(deep, ['hub GET', 'aedes GET'], 'cpu', 'at most', 0.7);
  goal(deep, ['hub GET', 'aedes GET'], 'rate', 'at least', 1.5);
  goal(deep, ['hub PATCH', 'hub GET'], 'rate', 'at least', 0.6);
  goal(closed, ['hub GET', 'aedes GET'], 'rate', 'at least', 1.5);
  goal(closed, ['hub GET', 'aedes GET'], 'p99', 'at most', 1);
  goal(closed, ['hub GET', 'mosquitto echo'], 'rate', 'at least', 0.4);
}

export function printGoal(
  what: string,
  found: number,
  bound: 'at least' | 'at most',
  wanted: number,
  range = '',
): void {
  const holds = bound === 'at least' ? found >= wanted : found <= wanted;
  console.log(`${holds ? 'holds ' : 'MISSED'}  ${what.padEnd(46)} x${found.toFixed(2)}${range}  ${bound} x${wanted}`);
}
