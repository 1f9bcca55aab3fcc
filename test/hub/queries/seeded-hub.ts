import type { Connections, DeviceJobRows } from '../../../src/hub/context.ts';
import { type Faults, noFaults } from '../../../src/hub/faults/faults.ts';
import { Feed } from '../../../src/hub/feed.ts';
import { HubQueries } from '../../../src/hub/queries/hub-queries.ts';
import type { HubState } from '../../../src/hub/state/hub-state.ts';
import { type Identity, identityKey, noActivity } from '../../../src/hub/state/identity.ts';
import { MemoryState } from '../../../src/hub/state/memory-state.ts';
import { TwinWriter } from '../../../src/hub/twins/twin-writer.ts';
import { type JsonObject, toBareObject } from '../../../src/lib/json.ts';
import { createTwin } from '../../../src/twin/twin.ts';

const now = '2024-01-01T10:00:00.1234567Z';

/** The parts of a hub that queries need, without a network. */
export class SeededHub {
  readonly state: HubState;
  readonly feed = new Feed(() => 0);
  readonly twins: TwinWriter;
  readonly connected = new Set<string>();
  readonly queries: HubQueries;

  constructor(options: { state?: HubState; faults?: Faults; jobs?: DeviceJobRows; learn?: boolean } = {}) {
    this.state = options.state ?? new MemoryState();
    this.twins = new TwinWriter(this.state, { now: () => 1_704_103_200_000 }, this.feed);
    const connections: Connections = {
      activity: key => ({ ...noActivity, connected: this.connected.has(key) }),
      connectedCount: 0,
      connectedDeviceCount: 0,
      drop: () => {},
      touch: () => {},
      dropAll: () => {},
    };
    const { state, feed } = this;
    const limits = { bytes: 1e8, rows: options.learn === true ? 0 : 1e9, queries: 500 };
    const jobs = options.jobs ?? { rows: () => [] };
    this.queries = new HubQueries({ state, feed, connections, faults: options.faults ?? noFaults, jobs }, limits);
  }

  async add(deviceId: string, tags: JsonObject = {}, moduleId?: string): Promise<void> {
    const key = identityKey(deviceId, moduleId);
    const identity = identityOf(deviceId, moduleId);
    await this.state.commit([
      { kind: 'identity', key, value: identity },
      { kind: 'twin', key, value: { ...createTwin(now), tags: toBareObject(tags) } },
    ]);
    const cause = { by: 'hub' } as const;
    this.feed.emit({ type: 'lifecycle', key, operation: 'create', before: undefined, after: identity, cause });
  }

  async remove(key: string): Promise<void> {
    const before = this.state.get('identity', key);
    await this.state.commit([
      { kind: 'identity', key, value: undefined },
      { kind: 'twin', key, value: undefined },
    ]);
    this.feed.emit({ type: 'lifecycle', key, operation: 'delete', before, after: undefined, cause: { by: 'hub' } });
  }

  async tag(key: string, tags: JsonObject): Promise<void> {
    await this.twins.patch(key, { tags: toBareObject(tags) }, { cause: { by: 'hub' } });
  }

  /** All rows of all pages. */
  async rows(text: string, pageSize?: number): Promise<JsonObject[]> {
    const rows: JsonObject[] = [];
    let continuation: string | undefined;
    do {
      const page = await this.queries.run({ text, pageSize, continuation });
      rows.push(...(JSON.parse(page.body.toString()) as JsonObject[]));
      continuation = page.continuation;
    } while (continuation !== undefined);
    return rows;
  }
}

export function identityOf(deviceId: string, moduleId?: string): Identity {
  return {
    deviceId,
    ...(moduleId !== undefined && { moduleId }),
    generationId: '1',
    etag: 7,
    status: 'enabled',
    statusReason: null,
    statusUpdatedTime: '0001-01-01T00:00:00Z',
    authentication: {
      symmetricKey: { primaryKey: 'cA==', secondaryKey: 'cw==' },
      x509Thumbprint: { primaryThumbprint: null, secondaryThumbprint: null },
      type: 'sas',
    },
    capabilities: { iotEdge: false },
  };
}
