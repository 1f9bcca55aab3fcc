import { hubError } from './error-codes.ts';
import { HubError } from './hub-error.ts';

/** What a request is refused with. What is no refusal is a bug of the hub: warned of here, not told to clients. */
export function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  process.emitWarning(error instanceof Error ? error : String(error), 'HubFailure');
  return hubError('ServerError', 'the hub failed at this request');
}
