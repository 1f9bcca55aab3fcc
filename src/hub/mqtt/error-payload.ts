import type { HubCore } from '../context.ts';
import type { HubError } from '../hub-error.ts';

/** Clients read the body, not the status in the topic: without `errorCode` Node takes a refusal for success. hub-reference 3.6. */
export function errorPayload(error: HubError, { clock, random }: Pick<HubCore, 'clock' | 'random'>): Buffer {
  const timestampUtc = new Date(clock.now()).toISOString();
  const trackingId = `${random(16).toString('hex')}-G:0-TimeStamp:${americanTime(timestampUtc)}`;
  return Buffer.from(JSON.stringify({ errorCode: error.number, trackingId, message: error.message, timestampUtc }));
}

function americanTime(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${month}/${day}/${year} ${iso.slice(11, 19)}`;
}
