import type { Connections } from '../../src/hub/context.ts';
import { noFaults } from '../../src/hub/faults/faults.ts';
import { Feed } from '../../src/hub/feed.ts';
import { HubQueries } from '../../src/hub/queries/hub-queries.ts';
import type { HubState, Kind, Kinds } from '../../src/hub/state/hub-state.ts';
import { noActivity } from '../../src/hub/state/identity.ts';
import { PackedTwinMap } from '../../src/hub/state/packed-twin-map.ts';
import { deviceIdOf, sampleIdentity, sampleTwin } from './sample-twins.ts';

/** A hub's twins and queries without its network; identities are made when asked for, to weigh the twins alone. */
export class BenchHub {
  readonly twins = new PackedTwinMap();
  readonly feed = new Feed(() => 0);
  readonly connections: Connections = {
    activity: () => noActivity,
    connectedCount: 0,
    connectedDeviceCount: 0,
    drop: () => {},
    touch: () => {},
    dropAll: () => {},
  };
  readonly state: HubState = this.#state();
  readonly queries = new HubQueries({
    state: this.state,
    feed: this.feed,
    connections: this.connections,
    faults: noFaults,
    jobs: { rows: () => [] },
  });
  jsonBytes = 0;

  load(count: number): void {
    for (let index = 0; index < count; index++) {
      const text = Buffer.from(JSON.stringify(sampleTwin(index)));
      this.jsonBytes += text.length;
      this.twins.load(deviceIdOf(index), text);
    }
  }

  #state(): HubState {
    const { twins } = this;
    return {
      get: <K extends Kind>(kind: K, key: string) =>
        (kind === 'twin' ? twins.get(key) : kind === 'identity' ? sampleIdentity(key) : undefined) as
          | Kinds[K]
          | undefined,
      entries: <K extends Kind>() => twins.entries() as IterableIterator<[string, Kinds[K]]>,
      count: () => twins.size,
      twinText: (key, guess) => twins.text(key, guess),
      modulesOf: () => [],
      commit: async changes => {
        for (const change of changes) {
          if (change.kind !== 'twin' || change.value === undefined) continue;
          twins.set(change.key, change.value, Buffer.from(JSON.stringify(change.value)));
        }
      },
      report: async (key, twin) => void twins.update(key, twin, 0),
      fill: async () => {},
      settled: () => undefined,
      onUndone: () => () => {},
    };
  }
}
