import { Configurations } from './configurations/configurations.ts';
import type { Connections, HubContext, HubCore, MethodCalls, Queries } from './context.ts';
import { HubClock } from './faults/hub-clock.ts';
import { HubControl } from './faults/hub-control.ts';
import type { HubFaults } from './faults/hub-faults.ts';
import { seededRandom } from './faults/seeded-random.ts';
import { Feed } from './feed.ts';
import { HubError } from './hub-error.ts';
import { JobStore } from './jobs/job-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { type HubOptions, hostNamesOf } from './options.ts';
import type { HubState } from './state/hub-state.ts';
import { noActivity } from './state/identity.ts';
import { TwinWriter } from './twins/twin-writer.ts';

/** The parts of one hub over its state, and what ends those that run by themselves. */
export type Composition = {
  readonly context: HubContext;
  /** Takes up what an earlier process left unfinished. */
  start(): void;
  close(): void;
};

export function compose(state: HubState, faults: HubFaults, options: HubOptions): Composition {
  const clock = new HubClock(options.fixedTime);
  const feed = new Feed(() => clock.now());
  const jobStore = new JobStore(state);
  const core: HubCore = {
    hostNames: hostNamesOf(options),
    clock,
    random: seededRandom(options.seed),
    state,
    feed,
    twins: new TwinWriter(state, clock, feed),
    connections: noConnections,
    methods: noMethods,
    queries: noQueries,
    faults,
  };
  const jobs = new Jobs(core, jobStore, clock);
  const configurations = new Configurations(core);
  const control = new HubControl(faults, clock, () => core.connections);
  const parts = [jobs, configurations];
  return {
    context: { ...core, jobs, configurations, control },
    start: () => parts.forEach(part => void part.start()),
    close: () => parts.forEach(part => void part.close()),
  };
}

const noConnections: Connections = {
  activity: () => noActivity,
  connectedCount: 0,
  drop: () => {},
  dropAll: () => {},
};
const unavailable = () => Promise.reject(new HubError(503, 'ServiceUnavailable', 503001, 'not wired yet'));
const noMethods: MethodCalls = { invoke: unavailable };
const noQueries: Queries = { run: unavailable, select: unavailable };
