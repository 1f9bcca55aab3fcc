import type { WireRecord } from '../../clients/wire-record.ts';

/** Where the record is by its own number: the log grows, and forgets its oldest. -1 where there is none. */
export function wireIndex(records: readonly Pick<WireRecord, 'sequence'>[], sequence: number | undefined): number {
  const last = records.length - 1;
  if (sequence === undefined) return last;
  const found = records.findIndex(record => record.sequence >= sequence);
  return found < 0 ? last : found;
}
