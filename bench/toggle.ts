import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseServiceString } from '../src/clients/connection-string.ts';
import { HubConnection } from '../src/clients/hub-connection.ts';
import { readRunningHub } from '../src/hub/data-directory/running-hub.ts';
import { startHub } from '../src/hub/hub.ts';
import { spawnScreen } from '../test/helpers/pseudo-terminal.ts';

const toggles = 40;
const main = resolve(import.meta.dirname, '../dist/main.cjs');

/**
 * One key press, all the way: from the key to the acknowledged report, and to the changed cell on the screen. The
 * baseline is the round trip alone: the same SDK reporting the same patch to the same kind of hub without a screen.
 * Build first (`npm run build`).
 */
export async function run(): Promise<void> {
  const baseline = await roundTrips();
  const { acknowledged, shown } = await screenToggles();
  const trip = median(baseline);
  console.log(`${toggles} toggles, 120x36, Node ${process.version}; medians (p95) in ms`);
  print('round trip alone: SDK report to acknowledgement', baseline, trip);
  print('key press to acknowledged report, as the hub tells', acknowledged, trip);
  print('key press to changed cell on the screen', shown, trip);
  const ours = median(shown) - trip;
  console.log(
    `of the key press to the changed cell, ${((ours / median(shown)) * 100).toFixed(0)} % is not the round trip`,
  );
}

/** The device's client against a hub of its own, in this process. */
async function roundTrips(): Promise<readonly number[]> {
  const hub = await startHub();
  const { address, mqttPort, httpsPort, ca } = hub;
  const service = parseServiceString(hub.serviceConnectionString, 'the bench');
  const connection = new HubConnection({ service, local: { address, mqttPort, httpsPort, ca } });
  await connection.service.identities.create({ deviceId: 'bench' });
  const device = connection.device({ deviceId: 'bench' });
  await device.connect();
  const times: number[] = [];
  for (let index = 0; index < toggles; index++) {
    const start = performance.now();
    await device.report({ connectivity: { type: index % 2 === 0 ? 'wifi' : 'cellular' } });
    times.push(performance.now() - start);
  }
  await connection.close();
  await hub.stop();
  return times;
}

type ScreenTimes = { readonly acknowledged: readonly number[]; readonly shown: readonly number[] };

/** Times from the key press: until the hub's feed tells of the report, and until the cell has changed on the screen. */
async function screenToggles(): Promise<ScreenTimes> {
  const directory = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  const screen = spawnScreen({ main, cwd: directory, parameters: ['--data-dir', directory] });
  const acknowledged: number[] = [];
  const shown: number[] = [];
  try {
    await screen.waitFor('● online', 30);
    await screen.waitFor('v2 live');
    const hub = await watchHub(directory);
    for (let index = 0; index < toggles; index++) {
      const [key, value] = index % 2 === 0 ? ['w', 'wifi'] : ['c', 'cellular'];
      const start = performance.now();
      const times = Promise.all([
        hub.reported(index + 2).then(at => acknowledged.push(at - start)),
        screen.waitFor(new RegExp(`type {2}"${value}"`)).then(() => shown.push(performance.now() - start)),
      ]);
      screen.press(key!);
      await times;
    }
    await hub.close();
    screen.press('q');
    await screen.ended;
  } finally {
    screen.kill('SIGKILL');
    screen.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
  return { acknowledged, shown };
}

/** Attaches to the screen's hub from outside. */
async function watchHub(directory: string) {
  const running = await readRunningHub(directory);
  if (running === undefined) throw new Error('the screen has no hub of its own');
  const service = parseServiceString(running.serviceConnectionString, 'the bench');
  const connection = new HubConnection({ service, local: running });
  const watcher = connection.watch({ deviceId: 'myDeviceId' });
  const version = () => watcher.getSnapshot().twin?.properties.reported.$version;
  const stop = watcher.subscribe(() => {});
  while (watcher.getSnapshot().freshness.kind !== 'live') await new Promise(resolve => setTimeout(resolve, 10));
  return {
    reported: (wanted: number) =>
      new Promise<number>(resolve => {
        const unsubscribe = watcher.subscribe(() => {
          if (version() !== wanted) return;
          unsubscribe();
          resolve(performance.now());
        });
      }),
    close: () => {
      stop();
      return connection.close();
    },
  };
}

function median(times: readonly number[]): number {
  return percentile(times, 0.5);
}

function percentile(times: readonly number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)]!;
}

function print(name: string, times: readonly number[], baseline: number): void {
  const [middle, high] = [median(times), percentile(times, 0.95)];
  console.log(
    `  ${name.padEnd(50)} ${middle.toFixed(1).padStart(7)} (${high.toFixed(1)})   ${(middle / baseline).toFixed(1)}x the round trip`,
  );
}
