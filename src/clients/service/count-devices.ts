import type { QueryPage } from './query-calls.ts';

type Querying = { query(text: string): AsyncIterable<QueryPage> };

/** How many devices meet a condition now; `*` is all of them. Rejects with ClientError. */
export async function countDevices(service: Querying, condition: string): Promise<number> {
  const where = condition.trim() === '*' ? '' : ` WHERE ${condition}`;
  for await (const { rows } of service.query(`SELECT COUNT() AS n FROM devices${where}`)) {
    const [row] = rows;
    // A hub leaves the row out when there is none to count.
    if (row !== undefined) return typeof row.n === 'number' ? row.n : 0;
  }
  return 0;
}
