import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ScreenProps } from '../../src/tui/app/screen.tsx';
import { layout } from '../../src/tui/layout.ts';
import { twinTree } from '../../src/tui/panes/twin-tree.ts';
import { freshRows } from '../../src/tui/query/results/live-rows.ts';
import { resultsModel } from '../../src/tui/query/results/results-model.ts';
import { initialState, type ScreenState } from '../../src/tui/state.ts';
import type { TwinDocument } from '../../src/twin/twin-document.ts';

/** When the pictures are taken. */
export const noon = Date.parse('2026-11-23T12:04:31Z');

export function readTwin(name: string): TwinDocument {
  return JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../fixtures/twins/${name}.json`), 'utf8'),
  ) as TwinDocument;
}

export const thermostat = readTwin('thermostat');

/** The twin one report earlier: the channel was another one. */
export const thermostatBefore: TwinDocument = {
  ...thermostat,
  version: 12,
  properties: {
    ...thermostat.properties,
    reported: { ...thermostat.properties.reported, connectivity: { type: 'wifi' }, $version: 8 },
  },
};

const source = {
  rows: freshRows([{ deviceId: 'myDeviceId', type: 'cellular' }]),
  itemType: 'Raw',
  text: 'SELECT deviceId, properties.reported.connectivity.type FROM devices',
  hasMore: false,
};

export type PropsOptions = {
  readonly columns: number;
  readonly rows: number;
  readonly state?: Partial<ScreenState>;
  readonly twin?: TwinDocument;
  readonly previous?: TwinDocument;
};

/** The whole screen's data without a hub, as a workshop has it some minutes in. */
export function screenProps({
  columns,
  rows,
  state: change = {},
  twin = thermostat,
  previous,
}: PropsOptions): ScreenProps {
  const state = { ...initialState('myDeviceId', false), ...change };
  const { folded, onlyDifferences } = state.twin;
  return {
    state,
    layout: layout(columns, rows, state.focus, state.zoomed),
    now: noon,
    connection: {
      kind: 'local',
      label: 'local hub · localhost:8883',
      locked: false,
      status: 'connected',
      since: noon - 60_000,
      latency: 1.9,
      error: undefined,
    },
    device: deviceView,
    twin: {
      target: { deviceId: 'myDeviceId' },
      freshness: { kind: 'live', since: noon - 60_000, pollMilliseconds: undefined },
      twin,
      previous,
      receivedAt: noon - 1_000,
      history: [],
    },
    nodes: twinTree({ twin, previous, folded, onlyDifferences }),
    query: {
      status: 'done',
      text: "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'",
      rows: [{ deviceId: 'myDeviceId', type: 'cellular' }],
      itemType: 'Raw',
      pages: 1,
      milliseconds: 0.4,
      at: noon,
      error: undefined,
      retryAt: undefined,
      run: 1,
      asked: [],
    },
    results: { ...resultsModel(source, state.query.table), total: undefined },
    problems: [],
    wire: { records: [wireRecord], count: 1 },
    devices: { status: 'idle', rows: [], at: undefined, error: undefined },
  };
}

const wireRecord: ScreenProps['wire']['records'][number] = {
  sequence: 1,
  at: noon - 1_000,
  protocol: 'MQTT',
  direction: 'in',
  who: 'myDeviceId',
  what: 'PATCH reported',
  status: 204,
  note: undefined,
  version: 9,
  requestBytes: 36,
  answerBytes: 0,
  milliseconds: 1.9,
  requestBody: '{"connectivity":{"type":"cellular"}}',
  answerBody: undefined,
  headers: undefined,
};

export const deviceView: ScreenProps['device'] = {
  client: {
    deviceId: 'myDeviceId',
    moduleId: undefined,
    status: 'online',
    locked: false,
    since: noon - 252_000,
    error: undefined,
    nextAttemptAt: undefined,
    transport: 'mqtt',
    twin: { desired: {}, reported: {} },
    lastDesiredVersion: 4,
    lastAckedReportedVersion: 9,
    pending: [],
    log: [
      { at: noon - 253_000, kind: 'connecting', text: 'connecting' },
      { at: noon - 252_500, kind: 'resync', text: 'read the twin', milliseconds: 2.4 },
      { at: noon - 252_000, kind: 'online', text: 'online' },
      {
        at: noon - 12_000,
        kind: 'desired',
        text: 'desired properties changed',
        version: 4,
        body: { firmware: { version: '1.1' } },
      },
      {
        at: noon - 1_000,
        kind: 'reported',
        text: 'reported, acknowledged',
        version: 9,
        milliseconds: 1.9,
        body: { connectivity: { type: 'cellular' } },
      },
    ],
  },
  simulation: {
    channel: 'cellular',
    battery: 78,
    batteryHistory: [60, 62, 66, 70, 74, 78],
    telemetryInterval: undefined,
    firmware: { version: '1.0', target: '1.1', phase: 'downloading', progress: 60, paused: false, error: undefined },
    policy: 'accept',
    offers: [],
    acknowledgements: [],
    methods: [],
  },
};
