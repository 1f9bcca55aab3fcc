import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, tokenFor, WireClient } from '../../helpers/wire-client.ts';

const anyEtag = { 'If-Match': '*' };

describe('the hub drops a connection', () => {
  it('when nothing was heard for 1.5 times the keep-alive', async () => {
    const { hub, news } = await startDeviceHub();
    const began = performance.now();
    const client = await connectWire(hub, 'd', { keepalive: 1 });
    await client.closed();
    expect(await news.whyClosed('d')).toContain('keep-alive');
    expect(performance.now() - began).toBeGreaterThan(1_500);
  });

  it('not while pings come in time', async () => {
    const { hub } = await startDeviceHub(['d', 'e']);
    const client = await connectWire(hub, 'd', { keepalive: 2 });
    const silent = await connectWire(hub, 'e', { keepalive: 2 });
    const pings = setInterval(() => client.send({ cmd: 'pingreq' }), 500);
    await silent.closed();
    clearInterval(pings);
    expect(await client.arrivedUntilPing()).toEqual([]);
  });

  it("when its token expires, by the hub's clock and with five minutes of grace", async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'e']);
    const expiry = Math.floor(Date.now() / 1000) + 3600;
    const client = await connectWire(hub, 'd', { password: Buffer.from(tokenFor('d', expiry)) });
    const longer = await connectWire(hub, 'e');
    const advance = (seconds: number) =>
      rest('POST', '/$twin-tui/control', { body: { action: 'clock', advance: seconds * 1000 } });
    expect((await advance(3700)).status).toBe(200);
    expect(await client.arrivedUntilPing()).toEqual([]);
    await advance(300);
    await client.closed();
    expect(await news.whyClosed('d')).toContain('token expired');
    expect(await longer.arrivedUntilPing()).toEqual([]);
  });

  it('when its identity is disabled, with its modules', async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'd/m', 'dd']);
    const clients = await Promise.all(['d', 'd/m', 'dd'].map(key => connectWire(hub, key)));
    const { body } = await rest('GET', '/devices/d');
    await rest('PUT', '/devices/d', { body: { ...(body as object), status: 'disabled' }, headers: anyEtag });
    await clients[0]!.closed();
    await clients[1]!.closed();
    expect(await news.whyClosed('d/m')).toBe('the identity was disabled');
    expect(await clients[2]!.arrivedUntilPing()).toEqual([]);
  });

  it('when its identity is deleted, with its modules', async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'd/m']);
    const clients = await Promise.all(['d', 'd/m'].map(key => connectWire(hub, key)));
    await rest('DELETE', '/devices/d', { headers: anyEtag });
    for (const client of clients) await client.closed();
    expect(await news.whyClosed('d')).toBe('the identity was deleted');
  });

  it('when its keys change, not at other changes', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    const { body } = await rest('GET', '/devices/d');
    await rest('PUT', '/devices/d', { body: { ...(body as object), statusReason: 'x' }, headers: anyEtag });
    expect(await client.arrivedUntilPing()).toEqual([]);
    const key = Buffer.alloc(32, 1).toString('base64');
    const authentication = { type: 'sas', symmetricKey: { primaryKey: key, secondaryKey: key } };
    await rest('PUT', '/devices/d', { body: { deviceId: 'd', authentication }, headers: anyEtag });
    await client.closed();
    expect(await news.whyClosed('d')).toBe('the keys were changed');
  });

  it('by the control command', async () => {
    const { hub, rest, news } = await startDeviceHub(['d', 'e']);
    const [client, other] = await Promise.all([connectWire(hub, 'd'), connectWire(hub, 'e')]);
    await rest('POST', '/$twin-tui/control', { body: { action: 'drop', deviceId: 'd' } });
    await client.closed();
    expect(await news.whyClosed('d')).toBe('dropped on purpose');
    expect(await other.arrivedUntilPing()).toEqual([]);
  });
});

describe('a will', () => {
  const will = { topic: 'devices/d/messages/events/a=1', payload: 'gone' };

  it('is told as telemetry when the client vanishes', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { will });
    client.socket.destroy();
    expect(await news.first('telemetry')).toMatchObject({
      key: 'd',
      bytes: 4,
      properties: { a: '1', 'iothub-MessageType': 'Will' },
    });
  });

  it('of a module goes to its own topic', async () => {
    const { hub, news } = await startDeviceHub(['d', 'd/m']);
    const topic = 'devices/d/modules/m/messages/events/a=1';
    const client = await connectWire(hub, 'd/m', { will: { topic, payload: 'gone' } });
    client.socket.destroy();
    expect(await news.first('telemetry')).toMatchObject({
      key: 'd/m',
      properties: { a: '1', 'iothub-MessageType': 'Will' },
    });
  });

  it('is not told after DISCONNECT', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { will });
    client.send({ cmd: 'disconnect' });
    await client.closed();
    expect(await news.whyClosed('d')).toBe('the client disconnected');
    expect(news.of('telemetry')).toEqual([]);
  });
});

describe("the SDKs' fault injection", () => {
  const faultBag = (type: string, more = '') =>
    `devices/d/messages/events/AzIoTHub_FaultOperationType=${type}&AzIoTHub_FaultOperationCloseReason=%20boom%20` +
    `&AzIoTHub_FaultOperationDelayInSecs=0${more}`;

  it.each([
    'KillTcp',
    'ShutDownMqtt',
    'InvokeThrottling',
    'InvokeMaxMessageQuota',
  ])('%s ends the connection', async type => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.publish(faultBag(type));
    await client.closed();
    expect(await news.whyClosed('d')).toBe('fault injected: boom');
    await connectWire(hub, 'd');
  });

  it('InvokeAuthError keeps the identity out for as long as is asked', async () => {
    const { hub, news } = await startDeviceHub(['d', 'e']);
    const client = await connectWire(hub, 'd');
    client.publish(faultBag('InvokeAuthError', '&AzIoTHub_FaultOperationDurationInSecs=60'));
    await news.whyClosed('d');
    await expect(connectWire(hub, 'd')).rejects.toThrow('refused with 5');
    await connectWire(hub, 'e');
  });

  it('of other kinds is telemetry like any other', async () => {
    const { hub, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd');
    client.publish(faultBag('KillAmqpSession'));
    expect((await news.first('telemetry')).properties.AzIoTHub_FaultOperationType).toBe('KillAmqpSession');
    expect(await client.arrivedUntilPing()).toEqual([]);
  });
});

describe('the wire log', () => {
  it('has requests with their answers, pushes and closed connections', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const client = await connectWire(hub, 'd', {
      subscribe: ['$iothub/twin/res/#', '$iothub/twin/PATCH/properties/desired/#'],
    });
    client.publish('$iothub/twin/PATCH/properties/reported/?$rid=1', '{"a":1}');
    await client.message();
    await rest('PATCH', '/twins/d', { body: { properties: { desired: { b: 1 } } } });
    await client.message();
    client.publish('nowhere', '');
    await client.closed();
    const told = news.of('wire').filter(({ protocol }) => protocol === 'MQTT');
    expect(told.map(({ direction, what, status, version }) => [direction, what, status, version])).toEqual([
      ['in', 'CONNECT', 0, undefined],
      ['in', 'SUBSCRIBE $iothub/twin/res/#, $iothub/twin/PATCH/properties/desired/#', undefined, undefined],
      ['in', 'PATCH reported', 204, 2],
      ['out', '$iothub/twin/PATCH/properties/desired/?$version=2', undefined, undefined],
      ['out', 'connection closed', undefined, undefined],
    ]);
    expect(told[2]).toMatchObject({ who: 'd', requestBytes: 7, requestBody: '{"a":1}', answerBytes: 0 });
    expect(told[3]).toMatchObject({ answerBody: '{"b":1,"$version":2}' });
    expect(told[4]!.note).toContain('nowhere');
  });
});

describe('a burst', () => {
  it('of connections that send nothing stops nobody', async () => {
    const { hub } = await startDeviceHub();
    await Promise.all(Array.from({ length: 100 }, () => WireClient.open(hub)));
    const client = await connectWire(hub, 'd');
    expect(await client.arrivedUntilPing()).toEqual([]);
  });
});
