import type { Agent } from 'node:http';
import { create as createSignature } from 'azure-iothub/dist/shared_access_signature.js';
import { bounds } from '../lib/bounds.ts';
import { type Observable, ObservableValue } from '../lib/observable.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Timers } from '../lib/timers.ts';
import type { TwinTarget } from '../twin/twin-document.ts';
import { ClientError } from './client-error.ts';
import { type DeviceCredentials, deviceString, type ServiceCredentials } from './connection-string.ts';
import type { Transport } from './device/device-snapshot.ts';
import { DeviceClient } from './device-client.ts';
import { FeedClient, type HubFeed } from './feed-client.ts';
import { HubHealth } from './hub-health.ts';
import type { KnownPath, QueryPlan } from './query-plan.ts';
import type { ServiceAccess } from './service/service-access.ts';
import { ServiceClient } from './service-client.ts';
import { TwinWatcher } from './twin-watcher.ts';
import type { VersionFile } from './versions/version-file.ts';
import { WireLog } from './wire-log.ts';
import { WriteGuard } from './write-guard.ts';

/** A hub on this machine: where it listens, and the CA its certificate is of. */
export type LocalEndpoint = {
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  /** PEM. */
  readonly ca: string;
};

export type HubConnectionOptions = {
  /** A shared access policy or a login; undefined when only a device's own string is at hand. */
  readonly service?: ServiceAccess | undefined;
  /** A device's own string; used for that device instead of its keys from the registry. */
  readonly device?: DeviceCredentials | undefined;
  readonly local?: LocalEndpoint | undefined;
  /** What a local hub says of itself, e.g. that its ports were taken; grows. */
  readonly notes?: Observable<readonly string[]> | undefined;
  readonly transport?: Transport | undefined;
  /** Reaches a real hub through a proxy: HTTPS, and MQTT over WebSocket. */
  readonly agent?: Agent | undefined;
  readonly guard?: WriteGuard | undefined;
  /** Where the versions seen of twins are kept. */
  readonly versions?: VersionFile | undefined;
  readonly timers?: Timers | undefined;
};

const noNotes = new ObservableValue<readonly string[]>([]);

/** Both ends of one hub, local or real: the only place that knows which of the two it is. */
export class HubConnection {
  /** For the header only. */
  readonly kind: 'local' | 'real';
  readonly hostName: string;
  /** `local hub · localhost:8883`, or a real hub's host name. */
  readonly label: string;
  readonly guard: WriteGuard;
  readonly wire: WireLog;
  readonly health: HubHealth;
  readonly #options: HubConnectionOptions;
  readonly #service: ServiceClient | undefined;
  readonly #feed: HubFeed | undefined;
  readonly #devices = new Map<string, DeviceClient>();
  /** A watcher holds whole twins, so only a few of those that nobody looks at are kept. */
  readonly #watchers = new RecentMap<string, TwinWatcher>(bounds.clients.watchedTwins, ({ isWatched }) => !isWatched);

  constructor(options: HubConnectionOptions) {
    const { service: credentials, device, local, agent } = options;
    this.#options = options;
    this.kind = local === undefined ? 'real' : 'local';
    this.hostName = credentials?.hostName ?? device?.hostName ?? 'localhost';
    this.label = local === undefined ? this.hostName : `local hub · ${this.hostName}:${local.mqttPort}`;
    this.guard = options.guard ?? new WriteGuard({ locked: false, permanent: false });
    this.wire = new WireLog();
    const endpoint = local && { address: local.address, port: local.httpsPort, ca: local.ca };
    this.health = new HubHealth(options.timers);
    this.#feed = endpoint && credentials && 'key' in credentials ? this.#openFeed(credentials, endpoint) : undefined;
    // Without a feed our own calls are all there is to show on the wire.
    const onCall = this.#feed ? undefined : this.wire.add.bind(this.wire);
    const onAnswer = this.health.answered.bind(this.health);
    const { guard } = this;
    this.#service = credentials && new ServiceClient({ credentials, endpoint, agent, guard, onAnswer, onCall });
  }

  /** Where a local hub listens, for diagnosis only. */
  get local(): LocalEndpoint | undefined {
    return this.#options.local;
  }

  /** What there is to know about the hub; mostly nothing. */
  get notes(): Observable<readonly string[]> {
    return this.#options.notes ?? noNotes;
  }

  /** Where versions are kept; undefined where they are not. */
  get versions(): VersionFile | undefined {
    return this.#options.versions;
  }

  /** Throws ClientError when only a device's own string is at hand. */
  get service(): ServiceClient {
    if (this.#service) return this.#service;
    throw new ClientError('forbidden', 'this needs a service connection string, only a device is known', {
      hint: 'Give one with --connection-string or IOTHUB_CONNECTION_STRING.',
    });
  }

  get hasService(): boolean {
    return this.#service !== undefined;
  }

  /** The client of a device or module, offline at first; the same one each time. */
  device(target: TwinTarget): DeviceClient {
    const known = this.#devices.get(keyOf(target));
    if (known) return known;
    const { transport = 'mqtt', local, agent, timers } = this.#options;
    const client = new DeviceClient({
      ...target,
      transport,
      connectionString: () => this.deviceConnectionString(target),
      ca: local?.ca,
      agent,
      diagnose: error => this.#diagnose(target, error),
      guard: this.guard,
      timers,
    });
    this.#devices.set(keyOf(target), client);
    return client;
  }

  /** The live twin of a device or module; the same watcher each time, as long as it is watched or was not long ago. */
  watch(target: TwinTarget): TwinWatcher {
    const known = this.#watchers.get(keyOf(target));
    if (known) return known;
    const watcher = new TwinWatcher({
      target,
      service: this.service,
      feed: this.#feed,
      versions: this.#options.versions,
      timers: this.#options.timers,
    });
    this.#watchers.set(keyOf(target), watcher);
    return watcher;
  }

  /** What the device needs to connect with any SDK; it holds the key. Rejects with ClientError. */
  async deviceConnectionString(target: TwinTarget): Promise<string> {
    const { device, local } = this.#options;
    if (device && device.deviceId === target.deviceId && device.moduleId === target.moduleId) return device.text;
    const { authentication } = await this.service.identities.get(target);
    const key = authentication?.symmetricKey?.primaryKey;
    if (!key) {
      throw new ClientError('unauthorized', `${target.deviceId} has no symmetric key`, {
        hint: 'It authenticates with a certificate, which this app does not hold.',
      });
    }
    // The SDKs reach a hub by its name on fixed ports; a gateway's name may hold a port. hub-reference 0.2.
    const gateway = local && `${local.address}:${local.mqttPort}`;
    return deviceString({ hostName: this.hostName, gateway }, { ...target, key });
  }

  /** Whether the hub tells of changes by itself. */
  get hasChanges(): boolean {
    return this.#feed !== undefined;
  }

  /** Calls `listener` after each change of any twin or identity. Undefined where the hub does not tell by itself. */
  onAnyChange(listener: () => void): (() => void) | undefined {
    const feed = this.#feed;
    if (feed === undefined) return undefined;
    const stops = [feed.onTwin(listener), feed.onIdentity(listener), feed.onGap(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** As `onAnyChange`, of identities only: made, changed, deleted, connected or disconnected. */
  onIdentityChange(listener: () => void): (() => void) | undefined {
    return this.#feed?.onIdentity(listener);
  }

  /** How the local hub answers a query; no other hub is asked. Rejects with ClientError. */
  async explain(text: string): Promise<QueryPlan> {
    this.#requireLocal('EXPLAIN');
    return (await this.service.rest.call('POST', '/$twin-tui/explain', { query: text })) as QueryPlan;
  }

  /** What the local hub's device twins hold, for completion. Rejects with ClientError. */
  async knownPaths(): Promise<readonly KnownPath[]> {
    this.#requireLocal('the list of known paths');
    const { paths } = (await this.service.rest.call('GET', '/$twin-tui/catalogue')) as { paths: readonly KnownPath[] };
    return paths;
  }

  #requireLocal(what: string): void {
    if (this.kind === 'local') return;
    throw new ClientError('invalid', `${what} is for the local hub: ${this.hostName} was not asked`, {
      hint: 'A real hub does not tell how it answers. Start with --local, or leave EXPLAIN out.',
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices.values()].map(device => device.disconnect()));
    this.#feed?.close();
    this.#service?.close();
    await this.#options.versions?.flush();
  }

  #openFeed(credentials: ServiceCredentials, endpoint: { address: string; port: number; ca: string }): HubFeed {
    const { hostName, keyName, key } = credentials;
    const authorization = () =>
      createSignature(hostName, keyName, key, Math.floor(Date.now() / 1000) + 3600).toString();
    const feed = new FeedClient({ endpoint, authorization, timers: this.#options.timers });
    // Calls of the local hub's own endpoints are not shown: they would hide those that every hub has.
    feed.onWire(record => {
      if (!record.what.includes(' /$twin-tui/')) this.wire.add(record);
    });
    feed.connection.subscribe(() => this.health.feedIs(feed.connection.getSnapshot().status));
    return feed;
  }

  /** Asks the registry why a device was refused. hub-reference 3.2. */
  async #diagnose({ deviceId, moduleId }: TwinTarget, error: ClientError): Promise<ClientError> {
    if (!this.#service) return error;
    try {
      const { status } = await this.#service.identities.get({ deviceId });
      if (status !== 'disabled') return error;
      return new ClientError('device-disabled', `${deviceId} is disabled`, {
        hint: 'Enable it in the device list; if it was elsewhere, o connects.',
      });
    } catch (failure) {
      const missing = failure instanceof ClientError && failure.trouble === 'device-not-found';
      if (!missing) return error;
      const name = moduleId === undefined ? deviceId : `${deviceId}/${moduleId}`;
      const hint = `Create it: twin-tui device create ${deviceId}`;
      // A device is told as deleted only if its twin was seen here; otherwise its name may be mistyped.
      const wasThere = this.#devices.get(keyOf({ deviceId, moduleId }))?.getSnapshot().twin !== undefined;
      return wasThere
        ? new ClientError('device-not-found', `${name} was deleted`, { hint: hint.replace(':', ' again:') })
        : new ClientError('device-not-found', `no such device: ${name}`, { hint });
    }
  }
}

function keyOf({ deviceId, moduleId }: TwinTarget): string {
  return `${deviceId}/${moduleId ?? ''}`;
}
