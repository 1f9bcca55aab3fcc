import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/hub/conformance/rules.ts';
import { mqttReferenceRows } from '../../fixtures/mqtt/reference-rows.ts';
import { referenceRows } from '../../fixtures/rest/reference-rows.ts';

const testOf = new Map(rules.map(({ id, test }) => [id, test]));

/** Files whose tests send bytes to a hub that listens: by HTTPS, by MQTT, or by an SDK. */
const overTheWire =
  /^test\/(?:fixtures\/rest\/|sdk\/|hub\/(?:http|mqtt(?!\/(?:codec|topics)\.)|operations|methods)\/|hub\/conformance\/(?:rest|mqtt|queries|decisions)\.|hub\/faults\/provoked\.)/;

describe('the tables of the reference', () => {
  it.each(
    Object.entries({ ...referenceRows, ...mqttReferenceRows }),
  )('%s: every row has a rule, and a test over the wire', (_section, rows) => {
    for (const [row, ...ids] of rows) {
      expect(ids.length, row).toBeGreaterThan(0);
      for (const id of ids) expect(testOf.get(id), `${row}: ${id}`).toMatch(overTheWire);
    }
  });
});
