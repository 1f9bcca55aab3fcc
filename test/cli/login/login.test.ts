import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ServiceClient } from '../../../src/clients/service-client.ts';
import { type Hub, startHub } from '../../../src/hub/hub.ts';
import { runCli, temporaryDirectory } from '../../helpers/cli.ts';
import { startConnectProxy } from '../../helpers/connect-proxy.ts';

// Processes are started here, which takes its time where others run beside them.
vi.setConfig({ testTimeout: 60_000 });

let hub: Hub;
beforeAll(async () => {
  hub = await startHub({});
});
afterAll(() => hub.stop());

const expiresOn = Math.floor(Date.now() / 1000) + 3600;
const token = { accessToken: 'an-entra-token', expires_on: expiresOn, expiresOn: '2099-01-01', tokenType: 'Bearer' };

/** A folder with an `az` that says what the real one would to `az account get-access-token`. */
function azThatSays(script: string): string {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'az'), 0o755);
  return folder;
}

async function query(az: string) {
  const proxy = await startConnectProxy(hub.httpsPort);
  const { PATH = '' } = process.env;
  return runCli(['query', 'SELECT deviceId FROM devices', '--auth', 'login', '--hub', hub.hostName], {
    env: {
      PATH: `${az}${delimiter}${PATH}`,
      AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential',
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: hub.caFile,
    },
  });
}

describe.skipIf(process.platform === 'win32')('--auth login', () => {
  it("brings the token of whoever is signed in with az; the local hub says that it takes none of Entra's", async () => {
    const asked = join(temporaryDirectory(), 'asked');
    const az = azThatSays(`echo "$@" > '${asked}'; echo '${JSON.stringify(token)}'`);
    const { code, stdout, stderr } = await query(az);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/this hub takes shared access signatures, not Entra ID tokens/);
    expect(stderr).not.toContain(token.accessToken);
  });

  it('says how to sign in when nobody is', async () => {
    const { code, stderr } = await query(azThatSays("echo 'Please run az login' >&2; exit 1"));
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(
        /nobody is signed in with Entra ID: .*az login.*\nSign in with: az login\..*\n.*a role/,
      ),
    });
  });

  it.each([
    [['--hub', 'h'], 2, /--hub goes with --auth login/],
    [['--auth', 'login'], 2, /--auth login needs a hub/],
    [['--auth', 'login', '--hub', 'https://h/'], 3, /no host name/],
    [['--auth', 'login', '--local'], 2, /exclude each other/],
  ] as const)('%j is refused', async (flags, code, stderr) => {
    const end = await runCli(['device', 'list', ...flags]);
    expect(end).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(stderr) });
  });
});

describe('a token', () => {
  it('is asked for with the scope of hubs, once for several calls', async () => {
    const scopes: unknown[] = [];
    const issuer = {
      getToken: async (scope: string | string[]) => {
        scopes.push(scope);
        return { token: 'a', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const endpoint = { address: '127.0.0.1', port: hub.httpsPort, ca: hub.ca };
    const client = new ServiceClient({ credentials: { hostName: hub.hostName, issuer }, endpoint });
    for (const _ of [1, 2]) {
      await expect(client.twins.get({ deviceId: 'dev1' })).rejects.toMatchObject({ trouble: 'unauthorized' });
    }
    client.close();
    expect(scopes).toEqual(['https://iothubs.azure.net/.default']);
  });
});
