import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../src/hub/hub.ts';

export type RawDevice = {
  readonly client: MqttClient;
  /** Sends a patch of reported; resolves with the answer's status and body. */
  report(patch: unknown): Promise<{ status: number; body: string }>;
  /** Answers each method call; undefined stays silent. */
  onMethod(answer: (name: string, payload: string) => { status: number; body: string } | undefined): Promise<void>;
  close(): Promise<void>;
};

/** A device that speaks MQTT with the plain `mqtt` package, and lets itself in with the hub's `device` policy. */
export async function connectRawDevice(hub: Hub, deviceId: string, options: IClientOptions = {}): Promise<RawDevice> {
  const { name, primaryKey } = hub.policies.find(policy => policy.name === 'device')!;
  const client = await mqtt.connectAsync({
    ...{ protocol: 'mqtts', host: hub.address, port: hub.mqttPort, ca: hub.ca, protocolVersion: 4 },
    ...{ clientId: deviceId, username: `${hub.hostName}/${deviceId}/?api-version=2021-04-12`, reconnectPeriod: 0 },
    password: signSas({ resource: hub.hostName, expiry: 4102444800, key: primaryKey, policy: name }),
    ...options,
  });
  const answers = new Map<string, (answer: { status: number; body: string }) => void>();
  client.on('message', (topic, payload) => {
    const [, status, rid] = /^\$iothub\/twin\/res\/(\d+)\/\?\$rid=([^&]+)/.exec(topic) ?? [];
    if (rid !== undefined) answers.get(rid)?.({ status: Number(status), body: payload.toString() });
  });
  await client.subscribeAsync('$iothub/twin/res/#');
  const close = () => client.endAsync();
  onTestFinished(async () => void (await close().catch(() => {})));
  let requests = 0;
  return {
    client,
    report: patch =>
      new Promise(resolve => {
        const rid = String(++requests);
        answers.set(rid, resolve);
        client.publish(`$iothub/twin/PATCH/properties/reported/?$rid=${rid}`, JSON.stringify(patch));
      }),
    async onMethod(answer) {
      client.on('message', (topic, payload) => {
        const [, method = '', rid] = /^\$iothub\/methods\/POST\/([^/]+)\/\?\$rid=(.+)$/.exec(topic) ?? [];
        const result = rid === undefined ? undefined : answer(decodeURIComponent(method), payload.toString());
        if (result !== undefined) client.publish(`$iothub/methods/res/${result.status}/?$rid=${rid}`, result.body);
      });
      await client.subscribeAsync('$iothub/methods/POST/#');
    },
    close,
  };
}
