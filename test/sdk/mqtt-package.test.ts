import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../helpers/device-hub.ts';
import { connectRawDevice } from '../helpers/raw-device.ts';
import { callMethod, setDesired } from './device-stage.ts';

describe('the plain mqtt package of npm', () => {
  it.each([
    ['TLS', ''],
    ['WebSockets', '/$iothub/websocket'],
  ])('is a whole device over %s', async (_name, path) => {
    const { hub, rest } = await startDeviceHub();
    const options =
      path === '' ? {} : { protocol: 'wss' as const, port: hub.httpsPort, path, wsOptions: { ca: hub.ca } };
    const device = await connectRawDevice(hub, 'd', options);
    expect(await device.report({ battery: 55 })).toEqual({ status: 204, body: '' });
    expect((await device.report({ 'a.b': 1 })).status).toBe(400);
    await device.onMethod((_method, payload) => ({ status: 200, body: `{"got":${payload}}` }));
    await callMethod(rest, '/twins/d', { delay: 1 });
    await device.client.subscribeAsync('$iothub/twin/PATCH/properties/desired/#');
    const pushed = new Promise(resolve => {
      device.client.once('message', (topic, body) => resolve([topic, body.toString()]));
    });
    await setDesired(rest, '/twins/d', { interval: 5 });
    expect(await pushed).toEqual(['$iothub/twin/PATCH/properties/desired/?$version=2', '{"interval":5,"$version":2}']);
    await device.client.publishAsync('devices/d/messages/events/a=1', '{"t":1}', { qos: 1 });
  });

  it('comes back by itself, its session kept', async () => {
    const { hub, rest, news } = await startDeviceHub();
    const device = await connectRawDevice(hub, 'd', { clean: false, reconnectPeriod: 10, resubscribe: false });
    const reconnected = new Promise<boolean>(resolve => {
      device.client.once('connect', ({ sessionPresent }) => resolve(sessionPresent));
    });
    await rest('POST', '/$twin-tui/control', { body: { action: 'drop', deviceId: 'd' } });
    expect(await reconnected).toBe(true);
    expect((await device.report({ again: true })).status).toBe(204);
    expect(await news.whyClosed('d')).toBe('dropped on purpose');
  });
});
