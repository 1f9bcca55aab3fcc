import type { QueryPlan } from '../../src/clients/query-plan.ts';
import { textField } from '../../src/tui/edit/text-field.ts';
import type { Place } from '../../src/tui/keys/binding.ts';
import type { MethodCallResult } from '../../src/tui/method-call.ts';
import { nodeId } from '../../src/tui/panes/twin-tree.ts';
import { initialQuery, type QueryPrompt } from '../../src/tui/query/prompt.ts';
import { initialTable } from '../../src/tui/query/results/table-view.ts';
import { initialState, initialTwin, type NewJob, type Overlay, type ScreenState } from '../../src/tui/state.ts';
import { allDevices } from '../../src/tui/update/devices-keys.ts';
import { deletion, newIdentity } from '../../src/tui/update/identity-overlays.ts';
import { allJobs } from '../../src/tui/update/jobs-keys.ts';
import { versionId } from '../../src/twin/seen-version.ts';
import { keyContext, pressIn } from './key-context.ts';
import { thermostat } from './screen-props.ts';

const start = initialState('myDeviceId', false);
const over = (overlay: Overlay): ScreenState => ({ ...start, focus: 'twin', overlay });
const asking = (change: Partial<QueryPrompt>): ScreenState => ({
  ...start,
  focus: 'query',
  query: { ...initialQuery, ...change },
});
const twinAt = (path: readonly string[], change: Partial<ScreenState['twin']> = {}): ScreenState => ({
  ...start,
  focus: 'twin',
  twin: { ...initialTwin, cursor: nodeId('desired', path), ...change },
});

const firmware = nodeId('desired', ['firmware']);
const plan: QueryPlan = {
  access: 'scan',
  paths: [],
  rowsInTable: 3,
  columnBytes: 0,
  rowsFound: 3,
  rowsLookedAt: 3,
  milliseconds: 0.1,
};
const row = { deviceId: 'a', n: 1, tags: { plant: 'Redmond43' } };
const typed = asking({ field: textField('SELECT *') });
const edit = over({ kind: 'edit', field: textField('tags.a = 1'), problem: undefined });
const favourites = ['a', 'b', 'c'].map(name => ({ name, text: `SELECT * FROM devices WHERE deviceId = '${name}'` }));

const call: MethodCallResult = {
  at: 0,
  target: 'myDeviceId',
  name: 'setInterval',
  payload: 5,
  answer: { status: 200, payload: null, milliseconds: 1 },
};
/** Of three. */
const second = { id: undefined, index: 1 };
const bulk = "desired.interval = 5 WHERE tags.plant = 'Redmond43'";
const modules = ['edgeAgent', 'filter', 'camera'].map(moduleId => ({
  moduleId,
  isConnected: true,
  lastActivityTime: undefined,
}));

const counting = pressIn(keyContext, over({ kind: 'create-job', field: textField(bulk), problem: undefined }), 'enter');
const asked: ScreenState = {
  ...counting.state,
  overlay: { ...(counting.state.overlay as NewJob), count: 3, jobId: 'screen-1', sending: false },
};

/** For each place of the key table a state in which its keys have something to do. */
export const keyStates: Readonly<Record<Place, ScreenState>> = {
  device: start,
  twin: twinAt(['firmware'], { search: { field: textField('type'), isTyping: false } }),
  copy: twinAt(['firmware'], { isCopying: true }),
  search: twinAt(['firmware'], { search: { field: textField('ty'), isTyping: true } }),
  global: start,
  always: start,
  query: typed,
  menu: pressIn(keyContext, typed, ...' FROM devices W').state,
  'history-search': asking({ search: { field: textField('SELECT'), skip: 0 } }),
  results: asking({ mode: 'results', table: { ...initialTable, row: 1, column: 1, hidden: ['x'] } }),
  row: asking({ sheet: { kind: 'row', row, top: 2 } }),
  plan: asking({ sheet: { kind: 'plan', text: '', plan: plan } }),
  export: asking({ sheet: { kind: 'export', index: 1 } }),
  favourites: asking({ favourites, field: textField('x'), sheet: { kind: 'favourites', index: 1, name: undefined } }),
  'favourite-name': asking({ field: textField('x'), sheet: { kind: 'favourites', index: 0, name: textField('mine') } }),
  help: over({ kind: 'help', top: 2 }),
  palette: over({ kind: 'palette', field: textField(''), index: 1 }),
  edit,
  preview: pressIn(keyContext, edit, 'enter', 'down').state,
  'editor-problem': over({
    kind: 'editor-problem',
    job: { target: 'tags', text: '{', base: thermostat },
    problem: { message: 'this is not JSON', hint: '' },
  }),
  timeline: over({ kind: 'timeline', index: 1, marked: undefined }),
  compare: over({ kind: 'compare', from: keyContext.history[0]!, to: keyContext.history[2]!, top: 1 }),
  value: over({ kind: 'value', path: 'tags', value: thermostat.tags!, top: 1 }),
  problems: over({ kind: 'problems', top: 1 }),
  'device-log': over({ kind: 'device-log', top: 1 }),
  wire: over({ kind: 'wire', sequence: 8, isOpen: true, top: 1 }),
  devices: over({ ...allDevices, cursor: second }),
  'devices-filter': over({ ...allDevices, cursor: second, field: textField('dev'), isTyping: true }),
  modules: over({ kind: 'modules', deviceId: 'dev1', cursor: second, modules, problem: undefined }),
  jobs: over({ ...allJobs, cursor: second }),
  'create-job': over({ kind: 'create-job', field: textField(bulk), problem: undefined }),
  'confirm-job': asked,
  'cancel-job': over({ kind: 'cancel-job', job: keyContext.jobs.jobs[0]!, sending: false, problem: undefined }),
  'create-identity': over({ ...newIdentity(undefined), field: textField('dev9') }),
  'delete-identity': over({ ...deletion({ deviceId: 'dev1' }), field: textField('dev1') }),
  method: over({
    kind: 'method',
    field: textField('reboot'),
    isCalling: false,
    calls: [call],
    top: 1,
    back: 0,
    problem: undefined,
  }),
};

const misspelt = "SELECT * FROM devices WHERE STARTS_WITH(deviceId, 'a')";
const older = (state: ScreenState): ScreenState => ({
  ...state,
  twin: { ...state.twin, at: versionId(keyContext.history[1]!) },
});

/** Where an act of a place needs another state to have anything to do. */
export const actStates: Readonly<Record<string, ScreenState>> = {
  'global unzoom': { ...start, zoomed: true },
  'global focus-device': { ...start, focus: 'twin' },
  'twin previous-sibling': twinAt(['telemetryInterval']),
  'twin unfold-all': twinAt(['firmware'], { folded: new Set([firmware]) }),
  'twin fold-out': twinAt(['firmware'], { folded: new Set([firmware]) }),
  'twin newer': older(twinAt(['firmware'])),
  'twin newest': older(twinAt(['firmware'])),
  'twin restore': { ...twinAt([]), twin: { ...initialTwin, at: versionId(keyContext.history[0]!) } },
  'query take-fix': asking({ field: textField(misspelt) }),
  'create-job take-fix': over({
    kind: 'create-job',
    field: textField(bulk.replace('WHERE', 'WERE')),
    problem: undefined,
  }),
  'query newer-entry': pressIn(keyContext, typed, 'up', 'up').state,
  'history-search newer-match': asking({ search: { field: textField('SELECT'), skip: 1 } }),
  'export as-json': asking({ sheet: { kind: 'export', index: 0 } }),
  'results next-column': asking({ mode: 'results' }),
  'menu accept-moved': pressIn(keyContext, typed, ...' FROM devices W', 'down').state,
};
