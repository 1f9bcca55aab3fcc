import { type Identity, noActivity } from '../../src/hub/state/identity.ts';
import { twinDocumentJson } from '../../src/hub/twins/twin-json.ts';
import { type JsonObject, toBareObject } from '../../src/lib/json.ts';
import { stampOf, stampTree } from '../../src/twin/metadata.ts';
import { createTwin, type TwinState } from '../../src/twin/twin.ts';

/** Twins of about 1.5 KB on the wire: 200 plants, five channels, some values in every twin its own. */
const channels = ['cellular', 'wifi', 'wired', 'lora', 'satellite'];
const at = '2024-01-01T10:00:00.1234567Z';

export function deviceIdOf(index: number): string {
  return `device-${String(index).padStart(7, '0')}`;
}

export function sampleTwin(index: number): TwinState {
  const noise = Math.imul(index, 2654435761) >>> 0;
  const plant = `Redmond${noise % 200}`;
  const version = index % 9;
  const desired = toBareObject({
    telemetryConfig: { sendFrequency: '5m', interval: (noise >>> 8) % 100 },
  });
  const reported = toBareObject({
    connectivity: { type: channels[(noise >>> 4) % 5]!, rssi: -((noise >>> 6) % 90) },
    battery: (noise >>> 3) % 101,
    temperature: ((noise >>> 5) % 4000) / 37,
    firmware: { version: `1.2.${version}`, state: version === 3 ? 'downloading' : 'current' },
    lastBoot: `2024-01-${String((noise % 28) + 1).padStart(2, '0')}T08:${String(noise % 60).padStart(2, '0')}:00Z`,
  });
  return {
    ...createTwin(at),
    etag: 3,
    tags: toBareObject({
      location: { region: `region-${index % 7}`, plant },
      building: noise % 40,
      serial: `SN${noise}`,
    }),
    desired: { values: desired, metadata: stampTree(desired, stampOf(at, 2)), version: 2 },
    reported: { values: reported, metadata: stampTree(reported, stampOf(at)), version: 12 },
  };
}

export function sampleIdentity(deviceId: string): Identity {
  return {
    deviceId,
    generationId: '638000000000000000',
    etag: 12_345,
    status: 'enabled',
    statusReason: null,
    statusUpdatedTime: '0001-01-01T00:00:00Z',
    authentication: {
      symmetricKey: { primaryKey: null, secondaryKey: null },
      x509Thumbprint: { primaryThumbprint: null, secondaryThumbprint: null },
      type: 'sas',
    },
    capabilities: { iotEdge: false },
  };
}

export function sampleLine(index: number): string {
  return twinDocumentJson(sampleTwin(index), sampleIdentity(deviceIdOf(index)), noActivity);
}

export function sampleDocument(index: number): JsonObject {
  return JSON.parse(sampleLine(index)) as JsonObject;
}

/** Each query in the language and in SQL over a column `d` of documents, `$(path)` standing for a member of it. */
export const sampleQueries = {
  point: {
    text: (count: number) => `SELECT * FROM devices WHERE deviceId = '${deviceIdOf(count >> 1)}'`,
    where: (count: number) => `id = '${deviceIdOf(count >> 1)}'`,
  },
  plant: {
    text: () => "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'",
    where: () => "$(tags.location.plant) = 'Redmond43'",
  },
  both: {
    text: () =>
      "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43' AND properties.reported.connectivity.type = 'cellular'",
    where: () => "$(tags.location.plant) = 'Redmond43' AND $(properties.reported.connectivity.type) = 'cellular'",
  },
  range: {
    text: () =>
      "SELECT * FROM devices WHERE properties.reported.battery < 20 AND STARTSWITH(tags.location.plant, 'Redmond4')",
    where: () =>
      "$(properties.reported.battery) < 20 AND $(tags.location.plant) >= 'Redmond4' AND $(tags.location.plant) < 'Redmond5'",
  },
  group: {
    text: () =>
      'SELECT properties.reported.connectivity.type AS channel, COUNT() AS n FROM devices GROUP BY properties.reported.connectivity.type',
    where: () => '',
  },
  top: {
    text: () => "SELECT TOP 10 * FROM devices WHERE properties.reported.firmware.state = 'downloading'",
    where: () => "$(properties.reported.firmware.state) = 'downloading'",
  },
} as const;
export type SampleQuery = keyof typeof sampleQueries;
export const sampleNames = Object.keys(sampleQueries) as SampleQuery[];
