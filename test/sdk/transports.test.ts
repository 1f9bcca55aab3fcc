import {
  Client,
  ModuleClient,
  SharedAccessKeyAuthenticationProvider,
  X509AuthenticationProvider,
} from 'azure-iot-device';
import { Mqtt, MqttWs } from 'azure-iot-device-mqtt';
import { describe, expect, it } from 'vitest';
import { startDeviceHub } from '../helpers/device-hub.ts';
import {
  type AnyClient,
  type Certificate,
  connectionString,
  deviceStage,
  devicesWithCertificates,
  exercise,
  exerciseAgain,
  modulesWithCertificates,
  prepared,
  type Transport,
} from './device-stage.ts';

const transports: readonly (readonly [name: string, transport: Transport])[] = [
  ['a device over MQTT', { over: Mqtt, key: 'd' }],
  ['a device over WebSockets', { over: MqttWs, key: 'd' }],
  ['a module over MQTT', { over: Mqtt, key: 'd/m' }],
  ['a module over WebSockets', { over: MqttWs, key: 'd/m' }],
];

describe.each(transports)('the device SDK as %s', (_name, transport) => {
  it('does all of its twin and its methods', async () => {
    const stage = await deviceStage(transport);
    await stage.client.open();
    await exercise(stage);
  });

  it('comes back by itself after a lost connection, and everything still works', async () => {
    const stage = await deviceStage(transport);
    const { client, rest, news } = stage;
    await client.open();
    const twin = await exercise(stage);
    const opened = () => news.of('connection').filter(({ connected }) => connected).length;
    const before = opened();
    await rest('POST', '/$twin-tui/control', { body: { action: 'drop' } });
    await news.first('connection', () => opened() > before);
    await exerciseAgain(twin, stage);
  });
});

describe('the device SDK with certificates', () => {
  it.each([
    ['MQTT', Mqtt],
    ['WebSockets', MqttWs],
  ] as const)('is let in over %s by thumbprint and by authority, not by the other', async (_name, over) => {
    const { hub, rest } = await startDeviceHub([]);
    const { byThumb, byAuthority } = await devicesWithCertificates(rest);
    // With certificates the SDK passes over GatewayHostName, so the port goes where it is honoured.
    const host = over === Mqtt ? `localhost:${hub.mqttPort}` : 'localhost';
    const opened = async (id: string, certificate: object) => {
      const client = Client.fromConnectionString(`HostName=${host};DeviceId=${id};x509=true`, over);
      await prepared(client, hub, certificate);
      await client.open();
      return { client, rest, path: `/twins/${id}` };
    };
    await exercise(await opened('byThumb', byThumb));
    await exercise(await opened('byAuthority', byAuthority));
    await expect(opened('byThumb', byAuthority)).rejects.toThrow('Not authorized');
    await expect(opened('byAuthority', byThumb)).rejects.toThrow('Not authorized');
  });
});

describe('the device SDK as a module with certificates', () => {
  it.each([
    ['MQTT', Mqtt],
    ['WebSockets', MqttWs],
  ] as const)('is let in over %s by thumbprint and by an authority that certified both ids, not by the other', async (_name, over) => {
    const { hub, rest } = await startDeviceHub();
    const { byThumb, byAuthority } = await modulesWithCertificates(rest);
    const host = over === Mqtt ? `localhost:${hub.mqttPort}` : 'localhost';
    const opened = async (moduleId: string, certificate: Certificate) => {
      const provider = X509AuthenticationProvider.fromX509Options('d', host, certificate);
      // The provider knows no modules, but what it gives the transport has room for one.
      Object.assign(await provider.getDeviceCredentials(), { moduleId });
      const client = await prepared(ModuleClient.fromAuthenticationProvider(provider, over), hub, certificate);
      await client.open();
      return { client, rest, path: `/twins/d/modules/${moduleId}` };
    };
    await exercise(await opened('byThumb', byThumb));
    await exercise(await opened('byAuthority', byAuthority));
    await expect(opened('byThumb', byAuthority)).rejects.toThrow('Not authorized');
    await expect(opened('byAuthority', byThumb)).rejects.toThrow('Not authorized');
  });
});

describe('the device SDK with a key', () => {
  it.each(transports)('renews a token of short life as %s without a SUBSCRIBE', async (_name, { over, key }) => {
    const { hub, rest, news } = await startDeviceHub(['d', 'd/m']);
    const text = connectionString(hub, key, over);
    const provider = SharedAccessKeyAuthenticationProvider.fromConnectionString(text, 4, 2);
    const of = key === 'd' ? Client : ModuleClient;
    const client = await prepared(of.fromAuthenticationProvider(provider, over) as AnyClient, hub);
    await client.open();
    const stage = { client, rest, path: key === 'd' ? '/twins/d' : '/twins/d/modules/m' };
    const twin = await exercise(stage);
    const subscriptions = () => news.of('wire').filter(({ what }) => what.startsWith('SUBSCRIBE')).length;
    const before = subscriptions();
    await news.first('connection', ({ connected, reason }) => !connected && reason === 'the client disconnected');
    let seen = 0;
    await news.first('connection', ({ connected }) => connected && ++seen > 1);
    await exerciseAgain(twin, stage);
    expect(subscriptions()).toBe(before);
  });

  it('is told Not authorized when the key is wrong', async () => {
    const { hub } = await startDeviceHub();
    const wrong = hub.deviceConnectionString('d')!.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=AAAA');
    const client = await prepared(Client.fromConnectionString(wrong, Mqtt), hub);
    await expect(client.open()).rejects.toMatchObject({
      name: 'UnauthorizedError',
      message: expect.stringContaining('mqtt.js returned Failure on first connection (Not authorized)'),
    });
  });
});
