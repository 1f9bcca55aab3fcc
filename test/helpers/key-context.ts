import type { JobDocument } from '../../src/clients/service/job-calls.ts';
import { learnCatalogue } from '../../src/query/completion/learn-catalogue.ts';
import { freshRows } from '../../src/tui/query/results/live-rows.ts';
import { resultsModel } from '../../src/tui/query/results/results-model.ts';
import { initialTable } from '../../src/tui/query/results/table-view.ts';
import type { ScreenState } from '../../src/tui/state.ts';
import type { KeyContext } from '../../src/tui/update/key-context.ts';
import { onKey } from '../../src/tui/update/on-key.ts';
import { screenProps, thermostat, thermostatBefore } from './screen-props.ts';

const { nodes, wire } = screenProps({ columns: 120, rows: 36 });
const rows = freshRows(['a', 'b', 'c'].map((deviceId, index) => ({ deviceId, n: index })));

/** Two versions before the one on the screen. */
export const thermostatFirst = { ...thermostatBefore, version: 11, tags: { location: { region: 'EU' } } };

const job = (jobId: string): JobDocument => ({ jobId, type: 'scheduleUpdateTwin', status: 'queued' });

/** A hub with some devices, a twin with three versions, and a query with three rows and more to come. */
export const keyContext: KeyContext = {
  twin: thermostat,
  history: [thermostatFirst, thermostatBefore, thermostat].map(document => ({
    at: 1,
    document,
    changedBy: { by: 'device' },
  })),
  nodes,
  unfolded: () => nodes,
  devices: ['dev1', 'dev2', 'dev3'].map(deviceId => ({
    deviceId,
    status: 'enabled',
    connectionState: 'Connected',
    lastActivityTime: undefined,
    authenticationType: 'sas',
    isEdge: false,
  })),
  jobs: { jobs: [job('j1'), job('j2'), job('j3')], configurations: [] },
  wire: [7, 8, 9].map(sequence => ({ ...wire.records[0]!, sequence })),
  hostName: 'localhost',
  results: resultsModel({ rows, itemType: 'Raw', text: '', hasMore: true }, initialTable),
  promptWidth: 80,
  isQueryRunning: false,
  catalogue: learnCatalogue(),
  halfPage: { twin: 5, query: 5 },
};

/** Keys one after the other, by the names of the table. */
export function pressIn(context: KeyContext, state: ScreenState, ...keys: readonly string[]): ReturnType<typeof onKey> {
  return keys.reduce<ReturnType<typeof onKey>>(
    (update, key) => onKey(update.state, { name: key, text: key.length === 1 ? key : undefined }, context),
    { state },
  );
}
