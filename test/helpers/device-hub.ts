import type { HubEventRecord } from '../../src/hub/feed.ts';
import type { Hub } from '../../src/hub/hub.ts';
import type { HubOptions } from '../../src/hub/options.ts';
import { startTestHub } from './hub.ts';
import { type Rest, restOf } from './rest.ts';
import { deviceKey } from './wire-client.ts';

export type DeviceHub = { readonly hub: Hub; readonly rest: Rest; readonly news: News };

/** A hub with identities that have the test key, e.g. `d` and `d/m`. */
export async function startDeviceHub(keys: readonly string[] = ['d'], options: HubOptions = {}): Promise<DeviceHub> {
  const hub = await startTestHub(options);
  const rest = restOf(hub);
  const news = new News(hub);
  for (const key of keys) await createIdentity(rest, key);
  return { hub, rest, news };
}

export async function createIdentity(rest: Rest, key: string, change: object = {}): Promise<void> {
  const [deviceId, moduleId] = key.split('/');
  const symmetricKey = { primaryKey: deviceKey, secondaryKey: deviceKey };
  const body = { deviceId, ...(moduleId && { moduleId }), authentication: { type: 'sas', symmetricKey }, ...change };
  const path = moduleId === undefined ? `/devices/${deviceId}` : `/devices/${deviceId}/modules/${moduleId}`;
  const { status, text } = await rest('PUT', path, { body });
  if (status !== 200) throw new Error(`PUT ${path}: ${status} ${text}`);
}

/** All that a hub tells, kept to be looked at. */
export class News {
  readonly #events: HubEventRecord[] = [];
  readonly #looks = new Set<() => void>();

  constructor(hub: Hub) {
    hub.feed.subscribe(event => {
      this.#events.push(event);
      for (const look of this.#looks) look();
    });
  }

  of<T extends HubEventRecord['type']>(type: T): Extract<HubEventRecord, { type: T }>[] {
    return this.#events.filter(event => event.type === type) as Extract<HubEventRecord, { type: T }>[];
  }

  /** Resolves with the first event, past or to come, that meets the condition. */
  first<T extends HubEventRecord['type']>(
    type: T,
    test: (event: Extract<HubEventRecord, { type: T }>) => boolean = () => true,
  ): Promise<Extract<HubEventRecord, { type: T }>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.of(type).find(test);
        if (found === undefined) return;
        clearTimeout(timer);
        this.#looks.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        reject(new Error(`no ${type} event met ${test}: ${JSON.stringify(this.of(type)).slice(0, 2000)}`));
      }, 8_000);
      this.#looks.add(look);
      look();
    });
  }

  /** Why the hub closed the connection of an identity. */
  async whyClosed(key: string): Promise<string> {
    return (await this.first('connection', event => event.key === key && !event.connected)).reason;
  }
}
