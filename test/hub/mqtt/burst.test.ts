import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { residentBytes } from '../../../bench/hub/process-figures.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { bounds } from '../../../src/lib/bounds.ts';
import { runChild } from '../../helpers/child.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { connectWire, deviceKey, res, type WireClient } from '../../helpers/wire-client.ts';
import { HubProcess } from '../../robustness/hub-process.ts';

/** `BURST=10000 npx vitest run test/hub/mqtt/burst.test.ts` for the whole of it, with its figures. */
const connections = Number(process.env.BURST ?? 300);
/** Of the hub, for a device that is connected, the buffers of its handshake included. */
const mostKilobytesEach = 80;
const slack = 64 * 2 ** 20;

async function hubWithWitness(): Promise<{ hub: HubProcess; witness: WireClient }> {
  const hub = await HubProcess.start(join(temporaryDirectory(), 'hub'));
  onTestFinished(() => hub.kill());
  const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
  await hub.call('PUT', '/devices/d', { deviceId: 'd', authentication: { type: 'sas', symmetricKey } });
  const place = { address: '127.0.0.1', mqttPort: hub.place.mqttPort, ca: hub.ca } as Hub;
  await makeDevices(hub);
  return { hub, witness: await connectWire(place, 'd', { subscribe: [res] }) };
}

/** Those that the client connects, with the key that the helpers sign with. */
async function makeDevices(hub: HubProcess): Promise<void> {
  const authentication = { type: 'sas', symmetricKey: { primaryKey: deviceKey, secondaryKey: deviceKey } };
  const items = Array.from({ length: connections }, (_, index) => ({
    id: `b${index}`,
    importMode: 'create',
    authentication,
  }));
  for (let from = 0; from < connections; from += bounds.rest.bulkItems) {
    const { status } = await hub.call('POST', '/devices', items.slice(from, from + bounds.rest.bulkItems));
    expect(status).toBe(200);
  }
}

/** How many devices the hub itself counts as connected. */
async function connectedDevices(hub: HubProcess): Promise<unknown> {
  return (await hub.call('GET', '/statistics/service')).body.connectedDeviceCount;
}

/** Milliseconds that a twin read took. */
async function readTwin(witness: WireClient): Promise<number> {
  const start = performance.now();
  witness.publish('$iothub/twin/GET/?$rid=1');
  expect((await witness.message()).topic).toBe('$iothub/twin/res/200/?$rid=1');
  return performance.now() - start;
}

it('a burst of CONNECT is let in whole, leaves memory bounded and another device served', async () => {
  const { hub, witness } = await hubWithWitness();
  await readTwin(witness);
  const before = residentBytes(hub.pid);
  const burst = runChild(resolve(import.meta.dirname, 'burst-client.ts'), String(hub.place.mqttPort), `${connections}`);
  let [isOver, most] = [false, before];
  const told = burst.line().finally(() => (isOver = true));
  const waits: number[] = [];
  while (!isOver) {
    waits.push(await readTwin(witness));
    most = Math.max(most, residentBytes(hub.pid));
  }
  const { milliseconds, ...figures } = JSON.parse(await told) as { [name: string]: number };
  const each = (most - before) / connections / 1024;
  const sorted = waits.sort((a, b) => a - b);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  if (process.env.BURST) {
    console.log({ ...figures, milliseconds, each, before, most, reads: waits.length, median, longest });
  }
  // A handshake that had to wait too long begins anew; of a few hundred none has to.
  const attempts = process.env.BURST ? expect.any(Number) : connections;
  expect(figures).toEqual({ admitted: connections, refused: 0, gaveUp: 0, attempts });
  expect(await connectedDevices(hub)).toBe(connections + 1);
  expect(longest).toBeLessThan(5_000);
  // NaN where there is no /proc: then nothing is known.
  expect(most - before > connections * mostKilobytesEach * 1024 + slack).toBe(false);
  await burst.kill();
  await readTwin(witness);
}, 400_000);
