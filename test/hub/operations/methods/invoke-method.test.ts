import { describe, expect, it, vi } from 'vitest';
import { startTestHub } from '../../../helpers/hub.ts';
import { connectRawDevice } from '../../../helpers/raw-device.ts';
import { type RestAnswer, restOf } from '../../../helpers/rest.ts';

/** What the nested error body says. hub-reference 0.6, shape A. */
const nested = ({ body }: RestAnswer) => JSON.parse((body as { Message: string }).Message);

async function hubWithDevice() {
  const hub = await startTestHub();
  const rest = restOf(hub);
  await rest('PUT', '/devices/d', { body: { deviceId: 'd' } });
  const call = (body: object) => rest('POST', '/twins/d/methods', { body: { methodName: 'reboot', ...body } });
  return { hub, rest, call };
}

describe('a direct method over REST', () => {
  it('fails at once when the device is offline, and tells how long it waited', async () => {
    const { call } = await hubWithDevice();
    const answer = await call({ responseTimeoutInSeconds: 300 });
    expect(answer).toMatchObject({ status: 404, code: 'DeviceNotOnline', body: { ExceptionMessage: '' } });
    expect(nested(answer)).toMatchObject({
      errorCode: 404103,
      info: { timeout: '00:00:00' },
      trackingId: expect.stringMatching(/^[0-9a-f]{32}-G:0-TimeStamp:\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
      timestampUtc: expect.stringMatching(/Z$/),
    });
    const waited = await call({ responseTimeoutInSeconds: 5, connectTimeoutInSeconds: 1 });
    expect(nested(waited).info).toEqual({ timeout: '00:00:01' });
  });

  it('reaches the device with its payload, and comes back with status and payload', async () => {
    const { hub, call } = await hubWithDevice();
    const device = await connectRawDevice(hub, 'd');
    await device.onMethod((name, payload) => ({ status: name === 'reboot' ? 207 : 500, body: payload }));
    for (const payload of [{ delay: 5 }, null, 0, 'x', [1, { __proto__: null }], { 'a b': 'é' }]) {
      expect(await call({ payload })).toMatchObject({ status: 200, body: { status: 207, payload } });
    }
    expect((await call({})).body).toEqual({ status: 207, payload: null });
  });

  it('makes an empty answer null, and refuses one that is not JSON', async () => {
    const { hub, call } = await hubWithDevice();
    const device = await connectRawDevice(hub, 'd');
    let body = '';
    await device.onMethod(() => ({ status: 200, body }));
    expect((await call({})).body).toEqual({ status: 200, payload: null });
    body = 'no json';
    expect((await call({})).status).toBe(502);
  });

  it('waits for a device that comes within the connection timeout', async () => {
    const { hub, call } = await hubWithDevice();
    const waiting = call({ responseTimeoutInSeconds: 30, connectTimeoutInSeconds: 30 });
    const device = await connectRawDevice(hub, 'd');
    await device.onMethod(() => ({ status: 200, body: '"here"' }));
    expect((await waiting).body).toEqual({ status: 200, payload: 'here' });
  });

  it('gives up on a device that does not answer in time', async () => {
    const { hub, call } = await hubWithDevice();
    const device = await connectRawDevice(hub, 'd');
    await device.onMethod(() => undefined);
    const answer = await call({ responseTimeoutInSeconds: 5 });
    expect(answer).toMatchObject({ status: 504, code: 'GatewayTimeout' });
    expect(nested(answer).errorCode).toBe(504101);
  });

  it('in a job has its numbers written as JavaScript writes them, in the call and in the row', async () => {
    const { hub, rest } = await hubWithDevice();
    const device = await connectRawDevice(hub, 'd');
    const payloads: string[] = [];
    await device.onMethod((_name, payload) => {
      payloads.push(payload);
      return { status: 200, body: '{"t":1700000000123456789}' };
    });
    const method = '{"methodName":"set","payload":{"t":1700000000123456789}}';
    const body = `{"jobId":"j","type":"scheduleDeviceMethod","queryCondition":"*","cloudToDeviceMethod":${method}}`;
    await rest('PUT', '/jobs/v2/j', { body });
    const query = { query: "SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'j'" };
    const row = await vi.waitFor(
      async () => {
        const { text } = await rest('POST', '/devices/query', { body: query });
        expect(text).toContain('"status":"completed"');
        return text;
      },
      { timeout: 10_000, interval: 20 },
    );
    expect(payloads).toEqual(['{"t":1700000000123456800}']);
    expect(row).toContain('"deviceMethodResponse":{"status":200,"payload":{"t":1700000000123456800}}');
  });

  it('carries plug-and-play commands', async () => {
    const { hub, rest } = await hubWithDevice();
    const device = await connectRawDevice(hub, 'd');
    await device.onMethod(name => ({ status: 201, body: JSON.stringify(name) }));
    const answer = await rest('POST', '/digitaltwins/d/components/thermostat/commands/reset', { body: { a: 1 } });
    expect(answer).toMatchObject({ status: 200, body: 'thermostat*reset' });
    expect(answer.headers['x-ms-command-statuscode']).toBe('201');
    const root = await rest('POST', '/digitaltwins/d/commands/reboot?responseTimeoutInSeconds=5');
    expect(root).toMatchObject({ status: 200, body: 'reboot' });
  });
});
