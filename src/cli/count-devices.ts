import type { ServiceClient } from '../clients/service-client.ts';
import { parseCondition } from '../query/language/parser.ts';

/**
 * As the client's, of a condition that was looked at before any hub is asked. Rejects with QuerySyntaxError,
 * ClientError.
 */
export async function countDevices(service: ServiceClient, condition: string): Promise<number> {
  if (condition.trim() !== '*') parseCondition(condition);
  return service.countDevices(condition);
}

/** `1 device meets the condition now`. */
export function meets(count: number, condition: string): string {
  return count === 1 ? `1 device meets ${condition} now` : `${count} devices meet ${condition} now`;
}
