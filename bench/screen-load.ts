import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseServiceString } from '../src/clients/connection-string.ts';
import type { DeviceClient } from '../src/clients/device-client.ts';
import { HubConnection } from '../src/clients/hub-connection.ts';
import { readRunningHub } from '../src/hub/data-directory/running-hub.ts';
import { cpuMicroseconds, residentBytes } from './hub/process-figures.ts';
import { percentile } from './query/timings.ts';
import { FrameTerminal, pause } from './screen/terminal.ts';

const main = resolve(import.meta.dirname, '../dist/main.cjs');
const changesPerSecond = 500;

/**
 * `npm run bench -- screen-load [--seconds <n>]`: another device reports 500 changes a second, the screen shows its
 * twin, and a person opens and closes the help (20 s unless said; `npm run build` first). Frames a second, the time
 * from `?` to the help, processor and memory of the program with its hub, a line for each fifth of the time.
 */
export async function run(args: readonly string[]): Promise<void> {
  const seconds = Number(args[args.indexOf('--seconds') + 1]) || 20;
  const directory = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  const terminal = new FrameTerminal({ program: main, parameters: ['--data-dir', directory], columns: 200, rows: 60 });
  try {
    await terminal.wrote('online');
    const { connection, device } = await otherDevice(directory);
    await showOther(terminal);
    const load = reportFor(device, seconds * 1000);
    console.log(`200x60, Node ${process.version}, ${changesPerSecond} changes a second asked for`);
    for (let fifth = 0; fifth < 5; fifth++) await measure(terminal, seconds / 5);
    console.log(`${Math.round((await load) / seconds)} changes a second were acknowledged`);
    await connection.close();
  } finally {
    await terminal.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function otherDevice(directory: string): Promise<{ connection: HubConnection; device: DeviceClient }> {
  const running = await readRunningHub(directory);
  if (running === undefined) throw new Error('the screen has no hub of its own');
  const service = parseServiceString(running.serviceConnectionString, 'the bench');
  const connection = new HubConnection({ service, local: running });
  await connection.service.identities.create({ deviceId: 'sensor' });
  const device = connection.device({ deviceId: 'sensor' });
  await device.connect();
  return { connection, device };
}

/** The viewer on the other device's twin: it is the second of the list. */
async function showOther(terminal: FrameTerminal): Promise<void> {
  terminal.write('d');
  await terminal.wrote('Devices · 2');
  terminal.write('j');
  await pause(200);
  terminal.write('\r');
  await terminal.wrote('2 Twin · sensor');
}

/** Counts what was acknowledged. */
async function reportFor(device: DeviceClient, milliseconds: number): Promise<number> {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < milliseconds) {
    const due = Math.ceil(((performance.now() - start) / 1000) * changesPerSecond);
    if (count < due) {
      await device.report({ counter: count, [`sensor${count % 10}`]: Math.round(Math.random() * 1000) / 10 });
      count++;
    } else await pause(1);
  }
  return count;
}

async function measure(terminal: FrameTerminal, seconds: number): Promise<void> {
  const { pid } = terminal;
  const [start, frames, cpu] = [performance.now(), terminal.frames, cpuMicroseconds(pid)];
  const times: number[] = [];
  while (performance.now() - start < seconds * 1000) {
    times.push(await terminal.pressUntil('?', 'Help'));
    await pause(80);
    terminal.write('?');
    await pause(80);
  }
  const passed = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map(share => percentile(times, share).toFixed(1));
  const share = (cpuMicroseconds(pid) - cpu) / passed / 10_000;
  console.log(
    `  ${((terminal.frames - frames) / passed).toFixed(1)} frames/s   key to help p50 ${p50} p99 ${p99} ms (${times.length} keys)   ` +
      `${share.toFixed(0)} % of a core   ${(residentBytes(pid) / 2 ** 20).toFixed(0)} MB`,
  );
}
