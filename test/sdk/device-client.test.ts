import { Client, Message, SharedAccessSignatureAuthenticationProvider } from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import { expect } from 'vitest';
import { tokenFor } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import { answerMethods, callMethod, connectionString, deviceStage, prepared, report } from './device-stage.ts';

const settling = 'settles a message from the cloud, which the service SDK sends over AMQP only';
const storage = 'puts files into Azure Storage';
const noBatches = "is refused by the SDK's MQTT itself: it knows no batches";

describeCalls('Client of the device', {
  of: Client,
  stage: async () => {
    const stage = await deviceStage({ over: Mqtt, key: 'd' });
    return { ...stage, client: stage.client as Client };
  },
  calls: {
    'static fromConnectionString': async ({ hub }) => {
      const client = await prepared(Client.fromConnectionString(connectionString(hub, 'd'), Mqtt), hub);
      await client.open();
    },
    'static fromSharedAccessSignature': async ({ hub }) => {
      const token = tokenFor('d', 4102444800, `localhost:${hub.mqttPort}`);
      const client = await prepared(Client.fromSharedAccessSignature(token, Mqtt), hub);
      await client.open();
    },
    'static fromAuthenticationProvider': async ({ hub }) => {
      const token = tokenFor('d', 4102444800, `localhost:${hub.mqttPort}`);
      const provider = SharedAccessSignatureAuthenticationProvider.fromSharedAccessSignature(token);
      const client = await prepared(Client.fromAuthenticationProvider(provider, Mqtt), hub);
      await client.open();
    },
    open: async ({ client, rest }) => {
      await client.open();
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Connected' });
    },
    close: async ({ client, news, rest }) => {
      await client.open();
      await client.close();
      expect(await news.whyClosed('d')).toBe('the client disconnected');
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Disconnected' });
    },
    getTwin: async ({ client, rest }) => {
      await client.open();
      await rest('PATCH', '/twins/d', { body: { tags: { a: 1 }, properties: { desired: { interval: 5 } } } });
      const twin = await client.getTwin();
      expect(twin.properties.desired).toEqual({ interval: 5, $version: 2 });
    },
    onDeviceMethod: async ({ client, rest, path }) => {
      await client.open();
      answerMethods(client);
      await callMethod(rest, path, { delay: [1, null] });
    },
    sendEvent: async ({ client, news }) => {
      await client.open();
      const message = new Message('{"t":1}');
      message.properties.add('kind', 'a b');
      message.contentType = 'application/json';
      await client.sendEvent(message);
      expect(await news.first('telemetry')).toMatchObject({
        bytes: 7,
        properties: { kind: 'a b', '$.ct': 'application/json' },
      });
    },
    setOptions: async ({ client, hub, rest }) => {
      await client.setOptions({ ca: hub.ca, modelId: 'dtmi:a:thermostat;1', productInfo: 'tried', keepalive: 30 });
      await client.open();
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ modelId: 'dtmi:a:thermostat;1' });
    },
    setTransportOptions: async ({ client }) => {
      await client.open();
      await client.setTransportOptions({ interval: 1 });
      await report(await client.getTwin(), { a: 1 });
    },
    updateSharedAccessSignature: async ({ hub, news }) => {
      const token = (expiry: number) => tokenFor('d', expiry, `localhost:${hub.mqttPort}`);
      const client = await prepared(Client.fromSharedAccessSignature(token(4102444800), Mqtt), hub);
      await client.open();
      const twin = await client.getTwin();
      await new Promise<void>((resolve, reject) => {
        client.updateSharedAccessSignature(token(4102444801), error => (error ? reject(error) : resolve()));
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
      await rest('POST', '/$twin-tui/control', { body: { action: 'drop', deviceId: 'd' } });
      await told;
      expect(await news.whyClosed('d')).toBe('dropped on purpose');
      expect(news.of('connection').at(-1)).toMatchObject({ connected: false });
    },
  },
  outOfScope: {
    complete: settling,
    reject: settling,
    abandon: settling,
    sendEventBatch: noBatches,
    uploadToBlob: storage,
    getBlobSharedAccessSignature: storage,
    notifyBlobUploadStatus: storage,
  },
});
