import { afterEach, expect, it, vi } from 'vitest';
import { connectTo } from '../helpers/connect.ts';
import { startTestHub } from '../helpers/hub.ts';
import { until } from '../helpers/until.ts';

const target = { deviceId: 'dev1' };
const hour = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Only the time of day is moved: what waits for a while goes on waiting, as when a laptop sleeps. */
function jump(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

it('a device and a watched twin get over a day of lids that were shut and clocks that were set', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const hub = await startTestHub();
  const connection = connectTo(hub);
  await connection.service.identities.create(target);
  const device = connection.device(target);
  const watcher = connection.watch(target);
  const stop = watcher.subscribe(() => {});
  await device.connect();
  const acknowledged: number[] = [];
  let [expiry, renewals] = [Date.now() + hour, 0];
  for (const [step, hours] of [0.5, 8, -6, 2, 10, -1, 9, 1.5].entries()) {
    const before = device.getSnapshot().log.length;
    jump(hours * hour);
    // A token that has run out by the hub's clock ends the connection at its next look, once a second.
    const hasExpired = Date.now() > expiry;
    if (hasExpired) await until(device, ({ log }) => log.slice(before).some(({ kind }) => kind === 'lost'));
    await until(device, ({ status }) => status === 'online');
    if (hasExpired) expiry = Date.now() + hour;
    renewals += Number(hasExpired);
    await connection.service.twins.patch(target, { properties: { desired: { step } } });
    const outcome = await device.report({ [`step${step}`]: step });
    if (outcome.kind === 'acknowledged') acknowledged.push(outcome.version);
    await until(device, ({ twin, pending }) => twin?.desired.step === step && pending.length === 0);
    const { properties } = (
      await until(watcher, ({ twin, freshness }) => {
        const { desired, reported } = twin?.properties ?? {};
        return freshness.kind === 'live' && desired?.step === step && reported?.[`step${step}`] === step;
      })
    ).twin!;
    expect(properties.reported.$version).toBe(step + 2);
  }
  expect(renewals).toBe(4);
  expect(acknowledged).toEqual([...acknowledged].sort((one, other) => one - other));
  stop();
}, 40_000);

it('a device whose clock is an hour and more behind the hub says that it is refused, and comes back when it is right', async () => {
  const hub = await startTestHub();
  const connection = connectTo(hub);
  await connection.service.identities.create(target);
  const device = connection.device(target);
  await device.connect();
  hub.control.apply({ action: 'clock', change: { kind: 'advance', milliseconds: 3 * hour } });
  const { error } = await until(device, ({ status }) => status === 'failed' || status === 'reconnecting');
  expect(error).toBeDefined();
  hub.control.apply({ action: 'clock', change: { kind: 'release' } });
  if (device.getSnapshot().status === 'failed') await device.connect();
  await until(device, ({ status }) => status === 'online');
  expect(await device.report({ back: true })).toMatchObject({ kind: 'acknowledged' });
});
