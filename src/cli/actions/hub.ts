import type { HubEventRecord } from '../../hub/feed.ts';
import { type Hub, startHub } from '../../hub/hub.ts';
import { AppError, ExitCode } from '../../lib/errors.ts';
import { escapeUnsafe } from '../../lib/escape.ts';
import type { ConnectionFlags } from '../config.ts';
import { defaultDataDirectory } from '../data-directory.ts';
import { ensureDevice } from '../ensure-device.ts';
import { interruptSignal } from '../interrupt.ts';
import { note, print } from '../output/print.ts';
import { recipes } from '../recipes.ts';

export type HubFlags = ConnectionFlags & {
  readonly json?: boolean;
  readonly mqttPort?: number;
  readonly httpsPort?: number;
  readonly host: string;
  readonly lenient?: boolean;
  readonly log?: boolean;
};

const defaultDevice = 'myDeviceId';

/** `twin-tui hub`: runs the local hub until it is interrupted. */
export async function runHub(flags: HubFlags): Promise<void> {
  if (flags.connectionString !== undefined) {
    throw new AppError('twin-tui hub runs a hub of its own: --connection-string has no meaning here', {
      exitCode: ExitCode.usage,
    });
  }
  const { signal, release } = interruptSignal();
  const hub = await startHub(optionsOf(flags));
  try {
    if (flags.log) hub.feed.subscribe(event => logEvent(event));
    if (!isLoopback(flags.host)) note(`Warning: ${flags.host} lets other machines connect to this hub.`);
    await announce(hub, flags);
    await until(signal);
  } finally {
    release();
    await hub.stop();
  }
}

function optionsOf({ dataDir, ephemeral, mqttPort, httpsPort, host, lenient }: HubFlags) {
  return {
    dataDir: ephemeral ? undefined : (dataDir ?? defaultDataDirectory()),
    host,
    mqttPort: mqttPort ?? 8883,
    httpsPort: httpsPort ?? 443,
    // A port that was asked for by name is not changed in silence.
    httpsPortIfDenied: httpsPort === undefined ? 8443 : undefined,
    lenient,
  };
}

async function announce(hub: Hub, { json, device: deviceId = defaultDevice }: HubFlags): Promise<void> {
  const { hostName, address, mqttPort, httpsPort, caFile, serviceConnectionString, dataDir } = hub;
  if (json) {
    const place = { hostName, mqttPort, httpsPort, caFile, serviceConnectionString, dataDir: dataDir ?? null };
    await print(`${JSON.stringify({ event: 'ready', ...place, pid: process.pid })}\n`);
    return;
  }
  await ensureDevice(hub, deviceId);
  const deviceConnectionString = hub.deviceConnectionString(deviceId);
  const strings = { serviceConnectionString, deviceId, deviceConnectionString };
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
