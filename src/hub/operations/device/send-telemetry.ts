import type { IncomingHttpHeaders } from 'node:http';
import { bounds } from '../../../lib/bounds.ts';
import { hubError } from '../../error-codes.ts';
import { nameOf } from '../../http/identity-of-path.ts';
import type { Operation } from '../../http/operation.ts';
import { identityKey } from '../../state/identity.ts';

const largest = bounds.telemetry.message;
const applicationProperty = 'iothub-app-';

/** Telemetry of a device over HTTPS. hub-reference 3.11. */
export const sendTelemetry: Operation = {
  name: 'SendTelemetry',
  method: 'POST',
  path: '/devices/{deviceId}/messages/events',
  access: 'identity',
  family: 'TelemetrySend',
  run: ({ connections, feed }, request) => {
    const { deviceId } = nameOf(request);
    const bytes = request.body.length;
    if (bytes > largest) throw hubError('MessageTooLarge', `the message takes ${bytes} bytes, the limit is ${largest}`);
    const key = identityKey(deviceId);
    connections.touch(key);
    feed.emit({ type: 'telemetry', key, bytes, properties: propertiesOf(request.headers) });
    return { status: 204 };
  },
};

function propertiesOf(headers: IncomingHttpHeaders): { readonly [name: string]: string } {
  const properties: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(applicationProperty)) properties.push([name.slice(applicationProperty.length), String(value)]);
  }
  return Object.fromEntries(properties);
}
