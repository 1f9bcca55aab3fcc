import { timestamp } from '../clock.ts';
import type { HubContext } from '../context.ts';
import type { HubError } from '../hub-error.ts';
import type { Answer } from './operation.ts';

/** A refusal on the wire, in shape B (`classic`) or A (`nested`, for direct methods). hub-reference 0.6. */
export function errorAnswer(context: HubContext, error: HubError, shape: 'classic' | 'nested'): Answer {
  const body = shape === 'classic' ? classicBody(context, error) : nestedBody(context, error);
  // 429 comes without Retry-After, and closes. hub-reference 0.5.
  const closing: { [name: string]: string } =
    error.status === 429 || error.status === 413 ? { Connection: 'close' } : {};
  return { status: error.status, headers: { 'iothub-errorcode': error.code, ...closing }, body: JSON.stringify(body) };
}

/** E.g. `28f7c9fd8821474cac76fdd9fc6afe77-G:0-TimeStamp:10/18/2022 20:50:39`. */
export function trackingId({ clock, random }: Pick<HubContext, 'clock' | 'random'>): string {
  const [date = '', time = ''] = new Date(clock.now()).toISOString().slice(0, 19).split('T');
  const [year, month, day] = date.split('-');
  return `${random(16).toString('hex')}-G:0-TimeStamp:${month}/${day}/${year} ${time}`;
}

function classicBody(context: HubContext, error: HubError): object {
  return {
    Message: `ErrorCode:${error.code};${error.message || error.code}`,
    ExceptionMessage: `Tracking ID:${trackingId(context)}`,
  };
}

function nestedBody(context: HubContext, error: HubError): object {
  const details = {
    errorCode: error.number,
    trackingId: trackingId(context),
    message: error.message,
    ...(error.info && { info: error.info }),
    timestampUtc: timestamp(context.clock),
  };
  return { Message: JSON.stringify(details), ExceptionMessage: '' };
}
