import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import { startTestHub } from '../../helpers/hub.ts';

const run = promisify(execFile);

function isInstalled(): boolean {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isInstalled())('curl (skipped where it is not installed)', () => {
  it('creates a device and changes its twin', async () => {
    const hub = await startTestHub();
    const { name, primaryKey } = hub.policies.find(policy => policy.name === 'iothubowner')!;
    const token = signSas({ resource: hub.hostName, expiry: 4102444800, key: primaryKey, policy: name });
    const curl = async (path: string, ...options: string[]) => {
      const common = ['--silent', '--show-error', '--cacert', hub.caFile, '-H', `Authorization: ${token}`];
      const url = `https://localhost:${hub.httpsPort}${path}?api-version=2021-04-12`;
      const { stdout } = await run('curl', [...common, '-H', 'Content-Type: application/json', ...options, url]);
      return stdout === '' ? undefined : JSON.parse(stdout);
    };
    expect(await curl('/devices/dev1', '-X', 'PUT', '-d', '{"deviceId":"dev1"}')).toMatchObject({ deviceId: 'dev1' });
    expect(await curl('/twins/dev1', '-X', 'PATCH', '-d', '{"tags":{"a":1}}')).toMatchObject({ tags: { a: 1 } });
    expect(await curl('/devices/dev1', '-X', 'DELETE')).toMatchObject({
      Message: expect.stringContaining('PreconditionFailed'),
    });
    expect(await curl('/devices/dev1', '-X', 'DELETE', '-H', 'If-Match: *')).toBeUndefined();
  });
});
