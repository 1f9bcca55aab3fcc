/** Queries a minute that a hub of one small unit allows to all its users together. hub-reference 7. */
export const queryQuota = 20;

/** Milliseconds between two runs of a query that is kept alive by asking: half of the quota is left to others. */
export function pollTime(pages: number): number {
  return (60_000 / (queryQuota / 2)) * Math.max(1, pages);
}
