import { DigitalTwinClient, IoTHubTokenCredentials } from 'azure-iothub';
import { expect } from 'vitest';
import { connectWire, methods } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import { serviceStage } from './service-stage.ts';

async function plugAndPlayStage() {
  const stage = await serviceStage();
  const username = 'localhost/d/?api-version=2021-04-12&model-id=dtmi%3Aa%3Bthermostat%3B1';
  const device = await connectWire(stage.hub, 'd', { username, subscribe: [methods] });
  const twins = new DigitalTwinClient(new IoTHubTokenCredentials(stage.hub.serviceConnectionString));
  return { ...stage, device, twins };
}

type Stage = Awaited<ReturnType<typeof plugAndPlayStage>>;

/** The device answers the next call of the method; resolves with its name and payload. */
async function answers({ device }: Stage): Promise<readonly [string, unknown]> {
  const { topic, body } = await device.message();
  device.publish(`$iothub/methods/res/200/${topic.slice(topic.indexOf('?'))}`, '{"ok":true}');
  return [decodeURIComponent(topic.split('/')[3]!), JSON.parse(body)];
}

/** It is there, and its declaration does not say so. */
const bodyOf = (answer: unknown) => (answer as { readonly body: unknown }).body;

describeCalls('DigitalTwinClient', {
  of: DigitalTwinClient,
  stage: plugAndPlayStage,
  calls: {
    getDigitalTwin: async ({ twins }) => {
      const twin = await twins.getDigitalTwin('d');
      expect(twin).toMatchObject({ $dtId: 'd', $metadata: { $model: 'dtmi:a;thermostat;1' } });
    },
    updateDigitalTwin: async ({ twins, registry }) => {
      await twins.updateDigitalTwin('d', [{ op: 'add', path: '/target', value: 21 }]);
      expect((await registry.getTwin('d')).responseBody.properties.desired).toMatchObject({ target: 21 });
    },
    invokeCommand: async stage => {
      const asked = answers(stage);
      const answer = await stage.twins.invokeCommand('d', 'reboot', { delay: 1 });
      expect([await asked, bodyOf(answer)]).toEqual([['reboot', { delay: 1 }], { ok: true }]);
    },
    invokeComponentCommand: async stage => {
      const asked = answers(stage);
      const answer = await stage.twins.invokeComponentCommand('d', 'heater', 'reset', { delay: 1 });
      expect([await asked, bodyOf(answer)]).toEqual([['heater*reset', { delay: 1 }], { ok: true }]);
    },
  },
});
