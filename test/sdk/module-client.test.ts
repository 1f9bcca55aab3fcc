import { Message, ModuleClient, SharedAccessSignatureAuthenticationProvider } from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import { expect, onTestFinished, vi } from 'vitest';
import { tokenFor } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import { answerMethods, callMethod, connectionString, deviceStage, prepared, report } from './device-stage.ts';

const settling = 'settles a message from the cloud, which the service SDK sends over AMQP only';
const noBatches = "is refused by the SDK's MQTT itself: it knows no batches";
const later = 4102444800;

describeCalls('ModuleClient', {
  of: ModuleClient,
  stage: async () => {
    const stage = await deviceStage({ over: Mqtt, key: 'd/m' });
    return { ...stage, client: stage.client as ModuleClient };
  },
  calls: {
    'static fromConnectionString': async ({ hub }) => {
      const client = await prepared(ModuleClient.fromConnectionString(connectionString(hub, 'd/m'), Mqtt), hub);
      await client.open();
    },
    'static fromSharedAccessSignature': async ({ hub }) => {
      const token = tokenFor('d/m', later, `localhost:${hub.mqttPort}`);
      const client = await prepared(ModuleClient.fromSharedAccessSignature(token, Mqtt), hub);
      await client.open();
    },
    'static fromAuthenticationProvider': async ({ hub }) => {
      const token = tokenFor('d/m', later, `localhost:${hub.mqttPort}`);
      const provider = SharedAccessSignatureAuthenticationProvider.fromSharedAccessSignature(token);
      const client = await prepared(ModuleClient.fromAuthenticationProvider(provider, Mqtt), hub);
      await client.open();
    },
    'static fromEnvironment': async ({ hub }) => {
      onTestFinished(() => void vi.unstubAllEnvs());
      vi.stubEnv('EdgeHubConnectionString', connectionString(hub, 'd/m'));
      vi.stubEnv('EdgeModuleCACertificateFile', hub.caFile);
      const client = await ModuleClient.fromEnvironment(Mqtt);
      onTestFinished(async () => void (await client.close()));
      await client.open();
      await report(await client.getTwin(), { a: 1 });
    },
    open: async ({ client, rest, path }) => {
      await client.open();
      expect((await rest('GET', path)).body).toMatchObject({ connectionState: 'Connected' });
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Disconnected' });
    },
    close: async ({ client, news }) => {
      await client.open();
      await client.close();
      expect(await news.whyClosed('d/m')).toBe('the client disconnected');
    },
    getTwin: async ({ client, rest, path }) => {
      await client.open();
      await rest('PATCH', path, { body: { tags: { a: 1 }, properties: { desired: { interval: 5 } } } });
      const twin = await client.getTwin();
      expect(twin.properties.desired).toEqual({ interval: 5, $version: 2 });
    },
    onMethod: async ({ client, rest, path }) => {
      await client.open();
      answerMethods(client);
      await callMethod(rest, path, { delay: [1, null] });
    },
    sendEvent: async ({ client, news }) => {
      await client.open();
      await client.sendEvent(new Message('{"t":1}'));
      expect(await news.first('telemetry')).toMatchObject({ key: 'd/m', bytes: 7 });
    },
    sendOutputEvent: async ({ client, news }) => {
      await client.open();
      await client.sendOutputEvent('alarms', new Message('{"t":1}'));
      expect(await news.first('telemetry')).toMatchObject({ key: 'd/m', properties: { '$.on': 'alarms' } });
    },
    setOptions: async ({ client, hub, rest, path }) => {
      await client.setOptions({ ca: hub.ca, modelId: 'dtmi:a:thermostat;1', productInfo: 'tried', keepalive: 30 });
      await client.open();
      expect((await rest('GET', path)).body).toMatchObject({ modelId: 'dtmi:a:thermostat;1' });
    },
    setTransportOptions: async ({ client }) => {
      await client.open();
      await client.setTransportOptions({ interval: 1 });
      await report(await client.getTwin(), { a: 1 });
    },
    updateSharedAccessSignature: async ({ hub, news }) => {
      const token = (expiry: number) => tokenFor('d/m', expiry, `localhost:${hub.mqttPort}`);
      const client = await prepared(ModuleClient.fromSharedAccessSignature(token(later), Mqtt), hub);
      await client.open();
      const twin = await client.getTwin();
      await new Promise<void>((resolve, reject) => {
        client.updateSharedAccessSignature(token(later + 1), error => (error ? reject(error) : resolve()));
      });
      const told = news.of('connection');
      expect(told.at(-1)).toMatchObject({ connected: true });
      expect(told.slice(0, 2)).toMatchObject([{ connected: true }, { reason: 'the client disconnected' }]);
      await report(twin, { renewed: true });
    },
    setRetryPolicy: async ({ client, rest, news }) => {
      await client.open();
      client.setRetryPolicy({ shouldRetry: () => false, nextRetryTimeout: () => 0 });
      const told = new Promise(resolve => client.once('disconnect', resolve));
      await rest('POST', '/$twin-tui/control', { body: { action: 'drop' } });
      await told;
      expect(news.of('connection').at(-1)).toMatchObject({ connected: false, reason: 'dropped on purpose' });
    },
  },
  outOfScope: {
    invokeMethod: 'asks the hub that runs on an IoT Edge device, not the one in the cloud',
    sendOutputEventBatch: noBatches,
    sendEventBatch: noBatches,
    complete: settling,
    reject: settling,
    abandon: settling,
  },
});
