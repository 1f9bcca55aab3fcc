import { Client } from 'azure-iothub';
import { expect } from 'vitest';
import { connectWire, methods } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import { ownerToken, type ServiceStage, serviceStage } from './service-stage.ts';

const amqp = 'speaks AMQP for messages between cloud and device; twins and methods go by HTTPS';
const call = { methodName: 'reboot', payload: { delay: 1 }, responseTimeoutInSeconds: 10 };
const answer = { status: 200, payload: { ok: true } };

/** An identity that answers the next call of a method. */
async function answering({ hub }: ServiceStage, key: string): Promise<void> {
  const device = await connectWire(hub, key, { subscribe: [methods] });
  void device.message().then(({ topic, body }) => {
    expect(JSON.parse(body)).toEqual(call.payload);
    device.publish(`$iothub/methods/res/200/${topic.slice(topic.indexOf('?'))}`, '{"ok":true}');
  });
}

describeCalls('Client of the service', {
  of: Client,
  stage: serviceStage,
  calls: {
    'static fromConnectionString': async stage => {
      await answering(stage, 'd');
      const client = Client.fromConnectionString(stage.hub.serviceConnectionString);
      expect((await client.invokeDeviceMethod('d', call)).result).toEqual(answer);
    },
    'static fromSharedAccessSignature': async stage => {
      await answering(stage, 'd');
      const client = Client.fromSharedAccessSignature(ownerToken(stage.hub));
      expect((await client.invokeDeviceMethod('d', call)).result).toEqual(answer);
    },
    invokeDeviceMethod: async stage => {
      const { client } = stage;
      await answering(stage, 'd');
      expect((await client.invokeDeviceMethod('d', call)).result).toEqual(answer);
      await answering(stage, 'd/m');
      expect((await client.invokeDeviceMethod('d', 'm', call)).result).toEqual(answer);
      await expect(client.invokeDeviceMethod('nobody', call)).rejects.toThrow('Not found');
      await expect(client.invokeDeviceMethod('d', 'nothing', call)).rejects.toThrow('Not found');
    },
    setRetryPolicy: async stage => {
      stage.client.setRetryPolicy({ shouldRetry: () => false, nextRetryTimeout: () => 0 });
      await answering(stage, 'd');
      expect((await stage.client.invokeDeviceMethod('d', call)).result).toEqual(answer);
    },
  },
  outOfScope: {
    'static fromTokenCredential': 'signs in at Microsoft Entra, which issues its tokens for hubs in Azure only',
    open: amqp,
    close: amqp,
    send: amqp,
    getFeedbackReceiver: amqp,
    getFileNotificationReceiver: amqp,
  },
});
