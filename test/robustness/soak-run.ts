import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { residentBytes } from '../../bench/hub/process-figures.ts';
import { spawnScreen } from '../helpers/pseudo-terminal.ts';
import { BareServer } from './bare-server.ts';
import { HubProcess } from './hub-process.ts';
import { type SoakCounts, SoakDevice, soakKey } from './soak-device.ts';

export type SoakSample = {
  /** Milliseconds since the load began. */
  readonly at: number;
  /** Bytes. */
  readonly hub: number;
  readonly screen: number;
  /** Open files and sockets. */
  readonly handles: number;
};
/** A read of a twin: when it began, how many milliseconds it took, and how many one of a bare server took after it. */
export type SoakRead = { readonly at: number; readonly took: number; readonly bare: number };
export type SoakFigures = SoakCounts & {
  readonly samples: SoakSample[];
  readonly reads: SoakRead[];
  queries: number;
  changes: number;
  /** What the screen showed at the end. */
  lastScreen: string;
};
export type SoakSetting = { readonly directory: string; readonly devices: number; readonly milliseconds: number };

/** The device that the screen runs itself. */
const onScreen = 'on-screen';

/** Runs a hub, devices, a service and the screen for so long, and samples what they take. */
export async function soak({ directory, devices: count, milliseconds }: SoakSetting): Promise<SoakFigures> {
  const hub = await HubProcess.start(join(directory, 'hub'));
  const counts: SoakCounts = { reports: 0, desired: 0, reconnects: 0, failed: 0 };
  const devices = Array.from({ length: count }, (_, index) => new SoakDevice(hub, `soak${index}`, counts));
  const parameters = ['--data-dir', join(directory, 'hub'), '--device', onScreen];
  await makeIdentities(hub, [onScreen, ...devices.map(({ id }) => id)]);
  const bare = await BareServer.start(hub, join(directory, 'hub'));
  const screen = spawnScreen({ parameters, env: { HOME: directory } });
  try {
    for (let index = 0; index < count; index += 20) {
      await Promise.all(devices.slice(index, index + 20).map(device => device.connect()));
    }
    await screen.waitFor('● online', 60);
    const figures: SoakFigures = { ...counts, samples: [], reads: [], queries: 0, changes: 0, lastScreen: '' };
    await new SoakLoad({ hub, bare, devices, figures, counts }).run(milliseconds, screen.pid);
    return { ...figures, ...counts, lastScreen: screen.text() };
  } finally {
    for (const device of devices) device.leave();
    screen.kill('SIGKILL');
    await screen.ended;
    screen.dispose();
    bare.stop();
    await hub.kill();
  }
}

async function makeIdentities(hub: HubProcess, ids: readonly string[]): Promise<void> {
  const authentication = { symmetricKey: { primaryKey: soakKey, secondaryKey: soakKey } };
  for (const deviceId of ids) await hub.call('PUT', `/devices/${deviceId}`, { deviceId, authentication });
}

/** Milliseconds between two of each kind; a device reports every fifth second, as many do. */
const rhythm = { report: 5_000, change: 50, query: 500, read: 25, reconnect: 500, sample: 1_000 };

type Parts = {
  readonly hub: HubProcess;
  readonly bare: BareServer;
  readonly devices: readonly SoakDevice[];
  readonly figures: SoakFigures;
  readonly counts: SoakCounts;
};

class SoakLoad {
  readonly #parts: Parts;
  readonly #began = performance.now();
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async run(milliseconds: number, screenPid: number): Promise<void> {
    const away = new Set<SoakDevice>();
    const reporting = this.#parts.devices.map(async device => {
      await pause(Math.random() * Math.min(rhythm.report, milliseconds / 2));
      await this.#every(rhythm.report, async () => {
        if (!away.has(device)) await device.report();
      });
    });
    const service = [
      this.#every(rhythm.change, () => this.#change()),
      this.#every(rhythm.query, () => this.#query()),
      this.#every(rhythm.read, () => this.#read()),
      this.#every(rhythm.reconnect, () => this.#reconnect(away)),
      this.#every(rhythm.sample, async () => this.#sample(screenPid)),
    ];
    await pause(milliseconds);
    this.#isOver = true;
    await Promise.all(service);
    void Promise.all(reporting);
  }

  async #every(milliseconds: number, act: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await act();
      await pause(milliseconds);
    }
  }

  get #any(): SoakDevice {
    return this.#parts.devices[Math.floor(Math.random() * this.#parts.devices.length)]!;
  }

  async #change(): Promise<void> {
    const body = { properties: { desired: { interval: Math.floor(Math.random() * 60) } } };
    const id = this.#parts.figures.changes % 20 === 0 ? onScreen : this.#any.id;
    const { status } = await this.#parts.hub.call('PATCH', `/twins/${id}`, body);
    if (status === 200) this.#parts.figures.changes++;
    else this.#parts.counts.failed++;
  }

  async #query(): Promise<void> {
    const query = `SELECT deviceId, properties.reported.battery FROM devices WHERE properties.reported.battery.level > ${Math.floor(Math.random() * 100)}`;
    const { status } = await this.#parts.hub.call('POST', '/devices/query', { query });
    if (status === 200) this.#parts.figures.queries++;
    else this.#parts.counts.failed++;
  }

  async #read(): Promise<void> {
    const at = performance.now() - this.#began;
    const { status } = await this.#parts.hub.call('GET', `/twins/${this.#any.id}`);
    const took = performance.now() - this.#began - at;
    await this.#parts.bare.read();
    const bare = performance.now() - this.#began - at - took;
    if (status === 200) this.#parts.figures.reads.push({ at, took, bare });
    else this.#parts.counts.failed++;
  }

  async #reconnect(away: Set<SoakDevice>): Promise<void> {
    const device = this.#any;
    away.add(device);
    await device.reconnect();
    away.delete(device);
  }

  #sample(screenPid: number): void {
    this.#parts.figures.samples.push({
      at: performance.now() - this.#began,
      hub: residentBytes(this.#parts.hub.pid),
      screen: residentBytes(screenPid),
      handles: handlesOf(this.#parts.hub.pid),
    });
  }
}

/** NaN where there is no /proc. */
function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
