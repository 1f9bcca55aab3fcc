import { readRunningHub } from '../../hub/data-directory/running-hub.ts';
import type { HubEventRecord } from '../../hub/feed.ts';
import { type Hub, startHub } from '../../hub/hub.ts';
import { escapeUnsafe } from '../../lib/escape.ts';
import { importSource } from '../import-source.ts';
import { interruptSignal } from '../interrupt.ts';
import { ensureDevice } from '../local-hub/ensure-device.ts';
import { refuseWrite } from '../local-hub/with-local-hub.ts';
import { note, print } from '../output/print.ts';
import { type RecipePlace, recipes } from '../recipes.ts';
import { loadLocalConfig } from '../settings/local-config.ts';
import { type HubFlags, hubOptions, refuseUnheard } from './hub-options.ts';

/** `twin-tui hub`: runs the local hub until it is interrupted. */
export async function runHub(flags: HubFlags): Promise<void> {
  if (flags.conformance) {
    const { printConformance } = await import('../../hub/conformance/print-conformance.ts');
    return print(printConformance(flags.json ? 'json' : 'text'));
  }
  const { dataDir, deviceId, readOnly } = loadLocalConfig(flags);
  if (readOnly && flags.import !== undefined) refuseWrite('nothing was imported');
  const running = dataDir === undefined ? undefined : await readRunningHub(dataDir);
  if (running !== undefined) {
    refuseUnheard(flags, running, dataDir);
    note(`A hub runs on ${dataDir} already, as process ${running.pid}; this is how to reach it.`);
    return announce({ ...running, dataDir, deviceId, deviceConnectionString: undefined }, flags);
  }
  const { signal, release } = interruptSignal();
  try {
    const importFrom = flags.import === undefined ? undefined : await importSource(flags.import, signal);
    await serve(await startHub({ ...hubOptions(flags, dataDir), importFrom, signal }), {
      flags,
      deviceId,
      readOnly,
      signal,
    });
  } finally {
    release();
  }
}

type Service = {
  readonly flags: HubFlags;
  readonly deviceId: string;
  readonly readOnly: boolean;
  readonly signal: AbortSignal;
};

async function serve(hub: Hub, { flags, deviceId, readOnly, signal }: Service): Promise<void> {
  try {
    if (flags.log) hub.feed.subscribe(event => logEvent(event));
    if (!isLoopback(flags.host)) note(`Warning: ${flags.host} lets other machines connect to this hub.`);
    for (const text of hub.notes) note(text);
    if (!flags.json && !readOnly) await ensureDevice(hub, deviceId);
    const deviceConnectionString = hub.deviceConnectionString(deviceId);
    await announce({ ...hub, pid: process.pid, deviceId, deviceConnectionString }, flags);
    await until(signal);
  } finally {
    await hub.stop();
  }
}

type Place = RecipePlace & { readonly pid: number; readonly dataDir: string | undefined };

async function announce({ pid, dataDir, ...hub }: Place, { json }: HubFlags): Promise<void> {
  if (!json) return print(recipes(hub));
  const { hostName, mqttPort, httpsPort, caFile, serviceConnectionString } = hub;
  const place = { hostName, mqttPort, httpsPort, caFile, serviceConnectionString, dataDir: dataDir ?? null };
  await print(`${JSON.stringify({ event: 'ready', ...place, pid })}\n`);
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
