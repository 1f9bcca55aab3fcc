import type { HubCore } from '../context.ts';
import { trackingId } from '../http/error-answer.ts';
import type { HubError } from '../hub-error.ts';

/**
 * Clients read the body, not the status in the topic: without `errorCode` Node takes a refusal for success.
 * hub-reference 3.6.
 */
export function errorPayload(error: HubError, context: Pick<HubCore, 'clock' | 'random'>): Buffer {
  const timestampUtc = new Date(context.clock.now()).toISOString();
  const { number: errorCode, message } = error;
  return Buffer.from(JSON.stringify({ errorCode, trackingId: trackingId(context), message, timestampUtc }));
}
