import { describe, expect, it } from 'vitest';
import { methodAnswers, methodNames } from '../../fixtures/mqtt/method-answers.ts';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, methods } from '../../helpers/wire-client.ts';

async function hubWithCalls() {
  const { hub, rest } = await startDeviceHub();
  const device = await connectWire(hub, 'd', { subscribe: [methods] });
  const call = (methodName: string, more: object = {}) =>
    rest('POST', '/twins/d/methods', { body: { methodName, responseTimeoutInSeconds: 5, ...more } });
  return { device, call };
}

const ridOf = (topic: string) => topic.slice(topic.indexOf('$rid=') + '$rid='.length);

/** hub-reference 3.7. */
describe('a method call', () => {
  it.each(methodNames)('of %s comes with its name encoded', async (name, inTopic) => {
    const { device, call } = await hubWithCalls();
    const answer = call(name);
    const { topic, body } = await device.message();
    expect([decodeURIComponent(topic.split('/')[3]!), body]).toEqual([name, 'null']);
    expect(topic).toBe(`$iothub/methods/POST/${inTopic}/?$rid=${ridOf(topic)}`);
    device.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`);
    expect((await answer).status).toBe(200);
  });

  it.each(methodAnswers)('answered with %i and %j is answered so', async (status, body, payload) => {
    const { device, call } = await hubWithCalls();
    const answer = call('reboot', { payload: { delay: 5 } });
    const { topic, body: asked } = await device.message();
    expect(asked).toBe('{"delay":5}');
    device.publish(`$iothub/methods/res/${status}/?$rid=${ridOf(topic)}`, body, { qos: 1, messageId: 3 });
    expect(await device.next('puback')).toMatchObject({ messageId: 3 });
    expect((await answer).body).toEqual({ status, payload });
  });

  it('takes one answer: a second, an unknown and a foreign one are ignored', async () => {
    const { device, call } = await hubWithCalls();
    const first = call('reboot');
    const rid = ridOf((await device.message()).topic);
    for (const other of ['unknown', '', `${rid}0`]) device.publish(`$iothub/methods/res/500/?$rid=${other}`, '{}');
    for (const text of ['"first"', '"second"']) device.publish(`$iothub/methods/res/200/?$rid=${rid}`, text);
    expect((await first).body).toEqual({ status: 200, payload: 'first' });
    expect(await device.arrivedUntilPing()).toEqual([]);
  });
});
