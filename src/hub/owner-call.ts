import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { signSas } from './access/sas-signature.ts';

/** A local hub, and the policy that calls it. */
export type CallTarget = {
  readonly address: string;
  readonly httpsPort: number;
  readonly ca: string;
  readonly hostName: string;
  readonly policy: string;
  readonly key: string;
};

export type HubCall = {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
};

const version = 'api-version=2021-04-12';

/** Unix seconds, the last that a date can have: the hub's clock may have been moved to any, and must hear of its release. */
const expiry = 8_640_000_000_000;

/** One call of a hub's REST interface without an SDK. Resolves with the answer, its body still to be read. */
export function sendCall(hub: CallTarget, { method, path, body }: HubCall): Promise<IncomingMessage> {
  const { address: host, httpsPort: port, ca, hostName: resource, policy, key } = hub;
  const headers = {
    Authorization: signSas({ resource, expiry, key, policy }),
    'Content-Type': 'application/json; charset=utf-8',
  };
  const target = `${path}${path.includes('?') ? '&' : '?'}${version}`;
  return new Promise((resolve, reject) => {
    const sent = request({ method, host, port, ca, path: target, headers, agent: false }, resolve);
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
