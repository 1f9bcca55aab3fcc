import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../../helpers/device-hub.ts';
import { connectWire, methods } from '../../helpers/wire-client.ts';

const call = (payload?: unknown, more: object = {}) => ({
  body: { methodName: 'reboot', ...(payload !== undefined && { payload }), responseTimeoutInSeconds: 5, ...more },
});
const ridOf = (topic: string) => /\?\$rid=(.+)$/.exec(topic)![1]!;

describe('a direct method', () => {
  it('goes to the device and its answer back, modules alike', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    for (const [key, path] of [
      ['d', '/twins/d/methods'],
      ['d/m', '/twins/d/modules/m/methods'],
    ] as const) {
      const client = await connectWire(hub, key, { subscribe: [methods] });
      const answered = rest('POST', path, call({ delay: 5 }));
      const { topic, body } = await client.message();
      expect(topic).toMatch(/^\$iothub\/methods\/POST\/reboot\/\?\$rid=[0-9a-f]+$/);
      expect(body).toBe('{"delay":5}');
      client.publish(`$iothub/methods/res/207/?$rid=${ridOf(topic)}`, '{"ok":true}');
      expect(await answered).toMatchObject({ status: 200, body: { status: 207, payload: { ok: true } } });
    }
  });

  it.each([
    ['no payload', undefined, 'null'],
    ['null', null, 'null'],
    ['a string', 'x', '"x"'],
    ['__proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])('brings %s as JSON', async (_name, payload, text) => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answered = rest('POST', '/twins/d/methods', call(payload));
    const { topic, body } = await client.message();
    expect(body).toBe(text);
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '');
    expect((await answered).body).toEqual({ status: 200, payload: null });
  });

  it.each([
    ['of a device', 'd', '/twins/d/methods'],
    ['of a module', 'd/m', '/twins/d/modules/m/methods'],
  ])('passes payload and answer on as they are written, %s', async (_name, key, path) => {
    const { hub, rest } = await startDeviceHub(['d', 'd/m']);
    const client = await connectWire(hub, key, { subscribe: [methods] });
    const payload = '{"t":1700000000123456789, "x":1.0,"e":[1e2,"\\u00e9\\"}"]}';
    const body = `\ufeff { "payload":0, "methodName":"reboot", "pay\\u006coad" : ${payload} }`;
    const answered = rest('POST', path, { body });
    const { topic, body: arrived } = await client.message();
    expect(arrived).toBe(payload);
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '{"id":-9007199254740993, "x":1.0}');
    expect((await answered).text).toBe('{"status":200,"payload":{"id":-9007199254740993, "x":1.0}}');
  });

  it('passes those of a command on as they are written, too', async () => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answered = rest('POST', '/digitaltwins/d/commands/reboot', { body: '\ufeff1700000000123456789\n' });
    const { topic, body } = await client.message();
    expect(body).toBe('1700000000123456789');
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '[1.0,9007199254740993]');
    expect((await answered).text).toBe('[1.0,9007199254740993]');
  });

  it('fails with 404103 at once when the device is away or takes no methods', async () => {
    const { hub, rest } = await startDeviceHub();
    const away = await rest('POST', '/twins/d/methods', call());
    await connectWire(hub, 'd');
    const deaf = await rest('POST', '/twins/d/methods', call());
    for (const { status, code, body } of [away, deaf]) {
      expect([status, code]).toEqual([404, 'DeviceNotOnline']);
      const { Message } = body as { Message: string };
      expect(JSON.parse(Message)).toMatchObject({ errorCode: 404103, info: { timeout: '00:00:00' } });
    }
  });

  it('waits for connection and subscription as long as the connect timeout says', async () => {
    const { hub, rest } = await startDeviceHub();
    const answered = rest('POST', '/twins/d/methods', call(undefined, { connectTimeoutInSeconds: 5 }));
    const client = await connectWire(hub, 'd');
    await client.arrivedUntilPing();
    await client.subscribe(methods);
    const { topic } = await client.message();
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '1');
    expect((await answered).body).toEqual({ status: 200, payload: 1 });
  });

  it('waits for a session that is stored, too', async () => {
    const { hub, rest } = await startDeviceHub();
    const first = await connectWire(hub, 'd', { subscribe: [methods] });
    first.socket.destroy();
    const answered = rest('POST', '/twins/d/methods', call(undefined, { connectTimeoutInSeconds: 5 }));
    const client = await connectWire(hub, 'd');
    const { topic } = await client.message();
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '1');
    expect((await answered).status).toBe(200);
  });

  it('gives up waiting for a connection with 404103', async () => {
    const { rest } = await startDeviceHub();
    const { code, body } = await rest('POST', '/twins/d/methods', call(undefined, { connectTimeoutInSeconds: 1 }));
    expect(code).toBe('DeviceNotOnline');
    expect((body as { Message: string }).Message).toContain('00:00:01');
  });

  it('gives up waiting for an answer with 504101, and ignores one that comes late or to another', async () => {
    const { hub, rest } = await startDeviceHub(['d', 'e']);
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const other = await connectWire(hub, 'e');
    const answered = rest('POST', '/twins/d/methods', call());
    const { topic } = await client.message();
    other.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '"forged"');
    client.publish('$iothub/methods/res/200/?$rid=unknown', '1');
    const { status, code, body } = await answered;
    expect([status, code]).toEqual([504, 'GatewayTimeout']);
    expect(JSON.parse((body as { Message: string }).Message)).toMatchObject({ errorCode: 504101 });
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, '1');
    expect(await client.arrivedUntilPing()).toEqual([]);
  });

  it('fails with 404104 when the connection is lost meanwhile', async () => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answered = rest('POST', '/twins/d/methods', call());
    await client.message();
    client.socket.destroy();
    expect(await answered).toMatchObject({ status: 404, code: 'DeviceConnectionClosedRemotely' });
  });

  it('fails at once when the device leaves in the same breath in which it subscribes', async () => {
    const { hub, rest } = await startDeviceHub();
    const answered = rest('POST', '/twins/d/methods', call(undefined, { connectTimeoutInSeconds: 5 }));
    const client = await connectWire(hub, 'd');
    await client.arrivedUntilPing();
    const subscriptions = [{ topic: methods, qos: 0 as const }];
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions }, { cmd: 'disconnect' });
    expect((await answered).status).toBe(404);
  });

  it.each(['-1', '0', '2147483647', '999999999999999'])('gives the status %s back as it is', async status => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answered = rest('POST', '/twins/d/methods', call());
    const { topic } = await client.message();
    client.publish(`$iothub/methods/res/${status}/?$rid=${ridOf(topic)}`, '1');
    expect((await answered).body).toEqual({ status: Number(status), payload: 1 });
  });

  it.each([
    ['not JSON', Buffer.from('{oops')],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['UTF-8 that is cut off', Buffer.from('"é"').subarray(0, 2)],
    ['JSON in UTF-16', Buffer.from('{"a":1}', 'utf16le')],
  ])('fails with 502 when the device answers something that is %s', async (_name, answer) => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answered = rest('POST', '/twins/d/methods', call());
    const { topic } = await client.message();
    client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, answer);
    expect((await answered).status).toBe(502);
  });

  it('fails with 413 when the answer takes more than 128 KB', async () => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const answer = async (body: string) => {
      const answered = rest('POST', '/twins/d/methods', call());
      const { topic } = await client.message();
      client.publish(`$iothub/methods/res/200/?$rid=${ridOf(topic)}`, body);
      return answered;
    };
    const most = JSON.stringify('x'.repeat(128 * 1024 - 2));
    expect((await answer(most)).status).toBe(200);
    expect(await answer(`${most} `)).toMatchObject({ status: 413, code: 'MessageTooLarge' });
  });

  it('is refused with 403800 when too many are in flight', async () => {
    const { hub, rest } = await startDeviceHub();
    const client = await connectWire(hub, 'd', { subscribe: [methods] });
    const calls = Array.from({ length: 51 }, () => rest('POST', '/twins/d/methods', call()));
    const refused = await Promise.race(calls);
    expect([refused.status, refused.code]).toEqual([403, 'DeviceMaximumInflightMethodExceeded']);
    for (let index = 0; index < 50; index++) {
      client.publish(`$iothub/methods/res/200/?$rid=${ridOf((await client.message()).topic)}`, '1');
    }
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter(status => status === 200)).toHaveLength(50);
  });
});
