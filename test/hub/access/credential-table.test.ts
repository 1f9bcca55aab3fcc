import { Agent, request } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Operation } from '../../../src/hub/http/operation.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { operationTable } from '../../../src/hub/operations/operation-table.ts';
import rightsNeeded from '../../fixtures/access/rest-rights.json' with { type: 'json' };
import { startTestHub } from '../../helpers/hub.ts';
import { restOf } from '../../helpers/rest.ts';
import { type Credential, covers, createIdentities, credentials } from './credentials.ts';

/** What fills the placeholders of a path: always dev-a and its module, so that dev-b is a stranger to it. */
const fillings: { readonly [name: string]: string } = { deviceId: 'dev-a', moduleId: 'm' };

describe('every operation of the REST interface has its right in the table', () => {
  it('as hub-reference 0.4 says, and no other is in it', () => {
    const known = Object.values(rightsNeeded).flat();
    expect(known.toSorted()).toEqual(operationTable.map(({ name }) => name).toSorted());
  });
});

describe.each(Object.entries(rightsNeeded))('what needs %s', (right, names) => {
  it.each(names)('%s lets in who may, and nobody else', async name => {
    const operation = operationTable.find(known => known.name === name)!;
    const hub = await hubWithIdentities();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const [found, expected] = [[] as string[], [] as string[]];
    for (const credential of credentials) {
      const { status, code } = await call(hub, agent, operation, credential.text(hub));
      const isIn = isAllowed(credential, right, pathOf(operation).split('/').slice(1));
      expected.push(`${credential.name}: ${isIn ? 'let in' : '401 IotHubUnauthorizedAccess'}`);
      found.push(`${credential.name}: ${status === 401 ? `401 ${code}` : 'let in'}`);
    }
    expect(found).toEqual(expected);
  });
});

function isAllowed({ rights, scope, identity }: Credential, right: string, path: readonly string[]): boolean {
  if (!covers(scope, path)) return false;
  if (right === 'identity') return identity === undefined ? rights.includes('DeviceConnect') : identity === 'dev-a';
  if (right === 'owner') return rights.length === 4;
  return rights.includes(right);
}

async function hubWithIdentities(): Promise<Hub> {
  const hub = await startTestHub();
  await createIdentities(restOf(hub));
  return hub;
}

function pathOf({ path }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => fillings[name] ?? 'x');
}

/** The head of the answer; nothing is asked of the hub that would change it for those who come after. */
function call(hub: Hub, agent: Agent, operation: Operation, authorization: string | undefined) {
  return new Promise<{ status: number; code: unknown }>((resolve, reject) => {
    const to = { host: hub.address, port: hub.httpsPort, servername: hub.hostName, ca: hub.ca, agent };
    const headers = {
      'If-Match': '"bm9uZQ=="',
      'Content-Type': 'application/json',
      ...(authorization !== undefined && { Authorization: authorization }),
    };
    const path = `${pathOf(operation)}?api-version=2021-04-12`;
    const sent = request({ ...to, method: operation.method, path, headers }, response => {
      resolve({ status: response.statusCode!, code: response.headers['iothub-errorcode'] });
      // A feed has no end.
      if (response.statusCode === 200) response.destroy();
      else response.resume();
    });
    sent.on('error', reject);
    sent.end();
  });
}
