import { Agent, request } from 'node:https';
import { onTestFinished } from 'vitest';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../src/hub/hub.ts';

/** Where the hub is and who may call it. */
export type RestEndpoint = Pick<Hub, 'hostName' | 'address' | 'httpsPort' | 'ca' | 'policies'>;

export type RestAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
  /** The body as JSON; undefined when there is none. */
  readonly body: unknown;
  /** `iothub-errorcode`. */
  readonly code: string | undefined;
};
export type RestCall = {
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly apiVersion?: string | null;
};
export type Rest = (method: string, path: string, call?: RestCall) => Promise<RestAnswer>;

/** A plain HTTPS client of a hub, as a user of curl has it: signs as a policy, sends what it is told, hides nothing. */
export function restOf(hub: RestEndpoint, policyName = 'iothubowner'): Rest {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const authorization = tokenOf(hub, policyName);
  return (method, path, { body, headers = {}, apiVersion = '2021-04-12' } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const version = apiVersion === null ? '' : `${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`;
    const sent = { Authorization: authorization, 'Content-Type': 'application/json; charset=utf-8', ...headers };
    return send(hub, { agent, method, path: `${path}${version}`, headers: sent }, text);
  };
}

function tokenOf(hub: RestEndpoint, policyName: string): string {
  const policy = hub.policies.find(({ name }) => name === policyName);
  if (policy === undefined) throw new Error(`the hub has no policy ${policyName}`);
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  return signSas({ resource: hub.hostName, expiry, key: policy.primaryKey, policy: policyName });
}

type Sent = { agent: Agent; method: string; path: string; headers: { [name: string]: string } };

function send(hub: RestEndpoint, sent: Sent, text: string | undefined): Promise<RestAnswer> {
  return new Promise((resolve, reject) => {
    const to = { host: hub.address, port: hub.httpsPort, servername: hub.hostName, ca: hub.ca };
    const call = request({ ...to, ...sent }, async response => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const answer = Buffer.concat(chunks).toString();
      const code = response.headers['iothub-errorcode'] as string | undefined;
      const { statusCode: status = 0, headers } = response;
      const isJson = answer !== '' && headers['content-type']?.startsWith('application/json');
      resolve({ status, headers, text: answer, body: isJson ? JSON.parse(answer) : undefined, code });
    });
    call.on('error', reject);
    call.end(text);
  });
}
