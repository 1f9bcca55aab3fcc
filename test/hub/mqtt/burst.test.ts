import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { residentBytes } from '../../../bench/hub/process-figures.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { runChild } from '../../helpers/child.ts';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { connectWire, deviceKey, res, type WireClient } from '../../helpers/wire-client.ts';
import { HubProcess } from '../../robustness/hub-process.ts';

/** `BURST=10000 npx vitest run test/hub/mqtt/burst.test.ts` for the whole of it, with its figures. */
const connections = Number(process.env.BURST ?? 300);
/** Of the hub, for a TLS connection that says nothing, its buffers during the handshake included. */
const mostKilobytesEach = 160;
const slack = 64 * 2 ** 20;

async function hubWithWitness(): Promise<{ hub: HubProcess; witness: WireClient }> {
  const hub = await HubProcess.start(join(temporaryDirectory(), 'hub'));
  onTestFinished(() => hub.kill());
  const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
  await hub.call('PUT', '/devices/d', { deviceId: 'd', authentication: { type: 'sas', symmetricKey } });
  const place = { address: '127.0.0.1', mqttPort: hub.place.mqttPort, ca: hub.ca } as Hub;
  return { hub, witness: await connectWire(place, 'd', { subscribe: [res] }) };
}

/** Milliseconds that a twin read took. */
async function readTwin(witness: WireClient): Promise<number> {
  const start = performance.now();
  witness.publish('$iothub/twin/GET/?$rid=1');
  expect((await witness.message()).topic).toBe('$iothub/twin/res/200/?$rid=1');
  return performance.now() - start;
}

it('a burst of connects leaves memory bounded and another device served', async () => {
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
  const { open, failed, milliseconds } = JSON.parse(await told) as { [name: string]: number };
  const each = (most - before) / connections / 1024;
  const sorted = waits.sort((a, b) => a - b);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  if (process.env.BURST) {
    console.log({ connections, open, failed, milliseconds, each, before, most, reads: waits.length, median, longest });
  }
  expect(open! + failed!).toBe(connections);
  expect(open).toBeGreaterThan(connections * 0.5);
  expect(longest).toBeLessThan(5_000);
  // NaN where there is no /proc: then nothing is known.
  expect(most - before > connections * mostKilobytesEach * 1024 + slack).toBe(false);
  await burst.kill();
  await readTwin(witness);
}, 400_000);
