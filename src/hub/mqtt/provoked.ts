import type { Faults, OperationFamily } from '../faults/faults.ts';

/** Quota first, then latency, as REST has it; undefined when neither holds the operation up. Rejects with HubError 429. */
export function provoked(faults: Faults, family: OperationFamily): Promise<void> | undefined {
  const turn = faults.admit(family);
  return turn === undefined ? faults.delay() : turn.then(() => faults.delay());
}
