import { Configurations } from './configurations/configurations.ts';
import { ConnectionRegistry } from './connections/connection-registry.ts';
import type { HubContext, HubCore } from './context.ts';
import { HubClock } from './faults/hub-clock.ts';
import { HubControl } from './faults/hub-control.ts';
import type { HubFaults } from './faults/hub-faults.ts';
import { seededRandom } from './faults/seeded-random.ts';
import { Feed } from './feed.ts';
import { JobStore } from './jobs/job-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { MethodBroker } from './methods/method-broker.ts';
import type { MqttContext } from './mqtt/mqtt-service.ts';
import { type HubOptions, hostNamesOf } from './options.ts';
import { HubQueries } from './queries/hub-queries.ts';
import type { HubState } from './state/hub-state.ts';
import { TwinWriter } from './twins/twin-writer.ts';

/** The parts of one hub over its state, and what ends those that run by themselves. */
export type Composition = {
  readonly context: HubContext;
  /** The context as the MQTT side needs it: with the parts behind its interfaces. */
  readonly mqtt: MqttContext;
  /** Takes up what an earlier process left unfinished. */
  start(): void;
  close(): void;
};

export function compose(state: HubState, faults: HubFaults, options: HubOptions): Composition {
  const clock = new HubClock(options.fixedTime);
  const feed = new Feed(() => clock.now());
  const jobStore = new JobStore(state);
  const connections = new ConnectionRegistry(clock, feed);
  const methods = new MethodBroker(connections);
  const queries = new HubQueries({ state, feed, connections, faults, jobs: jobStore });
  const core: HubCore = {
    hostNames: hostNamesOf(options),
    clock,
    random: seededRandom(options.seed),
    state,
    feed,
    twins: new TwinWriter(state, clock, feed),
    connections,
    methods,
    queries,
    faults,
  };
  const jobs = new Jobs(core, jobStore, clock);
  const configurations = new Configurations(core);
  const control = new HubControl(faults, clock, connections);
  const parts = [queries, jobs, configurations];
  return {
    context: { ...core, jobs, configurations, control, localQueries: queries },
    mqtt: { ...core, connections, methods },
    start: () => parts.forEach(part => void part.start()),
    close: () => {
      for (const part of parts) part.close();
      methods.close();
      connections.close();
      faults.close();
    },
  };
}
