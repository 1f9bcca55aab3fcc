import assert from 'node:assert/strict';
import test from 'node:test';
import { startHub } from 'twin-tui/hub';

test('a query finds the twins of a plant', async t => {
  const hub = await startHub(); // free ports, keeps nothing
  t.after(() => hub.stop());
  await hub.createDevice('dev1', { tags: { plant: 'Redmond43' } });
  await hub.createDevice('dev2', { tags: { plant: 'Zurich' } });

  const query = "SELECT deviceId FROM devices WHERE tags.plant = 'Redmond43'";
  assert.deepEqual(await hub.request('POST', '/devices/query', { query }), [{ deviceId: 'dev1' }]);
});
