import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, desired, res } from '../../helpers/wire-client.ts';

/** hub-reference 9. */
describe.each(['d', 'd/m'])('what %s is told of its twin', key => {
  const path = key === 'd' ? '/twins/d' : '/twins/d/modules/m';

  it('has $version: both in what it reads, one in body and topic of a push, one in the topic of an answer', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    const client = await connectWire(hub, key, { subscribe: [res, desired] });
    client.publish('$iothub/twin/GET/?$rid=1');
    expect(await client.message()).toEqual({
      topic: '$iothub/twin/res/200/?$rid=1',
      body: '{"desired":{"$version":1},"reported":{"$version":1}}',
    });
    await rest('PATCH', path, { body: { properties: { desired: { a: 1 } } } });
    const push = { topic: '$iothub/twin/PATCH/properties/desired/?$version=2', body: '{"a":1,"$version":2}' };
    expect(await client.message()).toEqual(push);
    client.publish('$iothub/twin/PATCH/properties/reported/?$rid=2', '{"b":1}');
    expect(await client.message()).toEqual({ topic: '$iothub/twin/res/204/?$rid=2&$version=2', body: '' });
    client.publish('$iothub/twin/GET/?$rid=3');
    const { body } = await client.message();
    expect(JSON.parse(body)).toEqual({ desired: { a: 1, $version: 2 }, reported: { b: 1, $version: 2 } });
  });
});
