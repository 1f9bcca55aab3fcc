import type { ServiceClient } from '../clients/service-client.ts';
import { parseCondition } from '../query/language/parser.ts';

/** How many devices meet a condition now; `*` is all of them. Throws QuerySyntaxError, ClientError. */
export async function countDevices(service: ServiceClient, condition: string): Promise<number> {
  const all = condition.trim() === '*';
  if (!all) parseCondition(condition);
  const text = `SELECT COUNT() AS n FROM devices${all ? '' : ` WHERE ${condition}`}`;
  for await (const { rows } of service.query(text)) {
    const [row] = rows;
    // A hub leaves the row out when there is none to count.
    if (row !== undefined) return typeof row.n === 'number' ? row.n : 0;
  }
  return 0;
}

/** `1 device meets the condition now`. */
export function meets(count: number, condition: string): string {
  return count === 1 ? `1 device meets ${condition} now` : `${count} devices meet ${condition} now`;
}
