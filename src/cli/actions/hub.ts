import { readRunningHub } from '../../hub/data-directory/running-hub.ts';
import type { Tier } from '../../hub/faults/faults.ts';
import type { HubEventRecord } from '../../hub/feed.ts';
import { startHub } from '../../hub/hub.ts';
import { escapeUnsafe } from '../../lib/escape.ts';
import type { ConnectionFlags } from '../config.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { ensureDevice } from '../ensure-device.ts';
import { importSource } from '../import-source.ts';
import { interruptSignal } from '../interrupt.ts';
import { refuseRealHub } from '../no-real-hub.ts';
import { note, print } from '../output/print.ts';
import { type HubPlace, recipes } from '../recipes.ts';

export type HubFlags = ConnectionFlags & {
  readonly json?: boolean;
  readonly mqttPort?: number;
  readonly httpsPort?: number;
  readonly host: string;
  readonly lenient?: boolean;
  readonly log?: boolean;
  readonly import?: string;
  readonly conformance?: boolean;
  readonly tier: Tier;
  readonly units: number;
  readonly latency?: number;
  readonly indexLag?: number;
  readonly fixedTime?: number;
  readonly seed?: string;
};

const defaultDevice = 'myDeviceId';

/** `twin-tui hub`: runs the local hub until it is interrupted. */
export async function runHub(flags: HubFlags): Promise<void> {
  if (flags.conformance) {
    const { printConformance } = await import('../../hub/conformance/print-conformance.ts');
    return print(printConformance(flags.json ? 'json' : 'text'));
  }
  refuseRealHub(flags);
  const options = optionsOf(flags);
  const running = options.dataDir === undefined ? undefined : await readRunningHub(options.dataDir);
  if (running !== undefined) {
    note(`A hub runs on ${options.dataDir} already, as process ${running.pid}; this is how to reach it.`);
    await announce({ ...running, dataDir: options.dataDir }, flags, undefined);
    return;
  }
  const { signal, release } = interruptSignal();
  const importFrom = flags.import === undefined ? undefined : await importSource(flags.import);
  const hub = await startHub({ ...options, importFrom });
  try {
    if (flags.log) hub.feed.subscribe(event => logEvent(event));
    if (!isLoopback(flags.host)) note(`Warning: ${flags.host} lets other machines connect to this hub.`);
    for (const text of hub.notes) note(text);
    if (!flags.json) await ensureDevice(hub, flags.device ?? defaultDevice);
    const place = { ...hub, pid: process.pid };
    await announce(place, flags, hub.deviceConnectionString(flags.device ?? defaultDevice));
    await until(signal);
  } finally {
    release();
    await hub.stop();
  }
}

function optionsOf(flags: HubFlags) {
  const { dataDir, ephemeral, mqttPort, httpsPort, host, lenient, fixedTime, seed } = flags;
  const { tier, units, latency = 0, indexLag = 0 } = flags;
  return {
    dataDir: ephemeral ? undefined : (dataDir ?? defaultDataDirectory()),
    host,
    mqttPort: mqttPort ?? 8883,
    httpsPort: httpsPort ?? 443,
    // A port that was asked for by name is not changed in silence.
    httpsPortIfDenied: httpsPort === undefined ? 8443 : undefined,
    lenient,
    fixedTime,
    seed,
    faults: { tier, units, latency: { milliseconds: latency, jitter: 0 }, indexLag },
  };
}

type Place = Omit<HubPlace, 'deviceId' | 'deviceConnectionString'> & {
  readonly pid: number;
  readonly dataDir: string | undefined;
};

async function announce(hub: Place, flags: HubFlags, deviceConnectionString: string | undefined): Promise<void> {
  const { hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString, dataDir, pid } = hub;
  if (flags.json) {
    const place = { hostName, mqttPort, httpsPort, caFile, serviceConnectionString, dataDir: dataDir ?? null };
    await print(`${JSON.stringify({ event: 'ready', ...place, pid })}\n`);
    return;
  }
  const strings = { serviceConnectionString, deviceId: flags.device ?? defaultDevice, deviceConnectionString };
  await print(recipes({ hostName, address, mqttPort, httpsPort, caFile, ...strings }));
}

function logEvent(event: HubEventRecord): void {
  if (event.type !== 'wire') return;
  const { at, direction, protocol, what, status, note: said, who, milliseconds } = event;
  const arrow = direction === 'in' ? '→' : '←';
  const parts = [new Date(at).toISOString(), arrow, protocol, who ?? '-', what, status ?? '', said ?? ''];
  note(
    `${parts
      .map(part => escapeUnsafe(String(part)))
      .filter(Boolean)
      .join(' ')} ${milliseconds.toFixed(1)} ms`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
