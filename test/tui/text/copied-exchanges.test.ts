import { describe, expect, it } from 'vitest';
import { parseServiceString } from '../../../src/clients/connection-string.ts';
import { ServiceClient } from '../../../src/clients/service-client.ts';
import type { WireRecord } from '../../../src/clients/wire-record.ts';
import { WriteGuard } from '../../../src/clients/write-guard.ts';
import { wireCommand } from '../../../src/tui/text/wire-command.ts';
import { connectTo } from '../../helpers/connect.ts';
import { startTestHub } from '../../helpers/hub.ts';

const deviceId = 'dev1';
const place = { hostName: 'hub1.azure-devices.net' };
const of = (records: readonly WireRecord[], what: string) => records.find(record => record.what === what)!;

/** The same acts as a local hub tells of them, and as our own client keeps them where the hub tells nothing. */
async function records(): Promise<Readonly<Record<'hub' | 'client', readonly WireRecord[]>>> {
  const hub = await startTestHub();
  const connection = connectTo(hub);
  const kept: WireRecord[] = [];
  const { address, httpsPort: port, ca } = hub;
  const service = new ServiceClient({
    credentials: parseServiceString(hub.serviceConnectionString, 'the test'),
    endpoint: { address, port, ca },
    guard: new WriteGuard({ locked: false, permanent: false }),
    onAnswer: () => {},
    onCall: record => kept.push({ ...record, sequence: kept.length }),
  });
  await service.identities.create({ deviceId });
  await service.identities.setStatus(deviceId, 'disabled');
  const { etag } = await service.twins.get({ deviceId });
  await service.twins.patch({ deviceId }, { tags: { plant: 'x' } }, etag);
  await service.twins.patch(
    { deviceId },
    { tags: Object.fromEntries('abcdefgh'.split('').map(key => [key, 'x'.repeat(900)])) },
  );
  await expect
    .poll(() => connection.wire.getSnapshot().records.filter(({ what }) => what.startsWith('PATCH')).length)
    .toBe(2);
  service.close();
  return { hub: connection.wire.getSnapshot().records, client: kept };
}

describe('what the log holds, as a command', () => {
  it.each(['hub', 'client'] as const)('as the %s writes it', async from => {
    const log = (await records())[from];
    const [created, disabled] = log.filter(({ what }) => what === 'PUT /devices/dev1');
    expect(wireCommand(created!, 'az', place)).toEqual({
      text: 'az iot hub device-identity create --hub-name hub1 --device-id dev1',
    });
    expect(wireCommand(disabled!, 'az', place)).toEqual({
      text: expect.stringMatching(
        /^az iot hub device-identity update .*--device-id dev1 --status disabled --etag \S+$/,
      ),
    });
    expect(wireCommand(disabled!, 'curl', place)).toEqual({ refusal: expect.stringContaining('hides the keys') });
    const patch = of(log, 'PATCH /twins/dev1');
    expect(wireCommand(patch, 'curl', place)).toEqual({ text: expect.stringMatching(/--header 'If-Match: "[^"]+"'/) });
    expect(wireCommand(patch, 'az', place)).toEqual({
      text: expect.stringMatching(/^az iot hub device-twin update .* --tags '\{"plant":"x"\}' --etag \S+$/),
    });
  });
});
