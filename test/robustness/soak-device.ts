import { connectAsync, type MqttClient } from 'mqtt';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { HubProcess } from './hub-process.ts';

/** A key all devices of a run share. */
export const soakKey = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
/** Milliseconds. */
const answerLimit = 10_000;
/** Instead of a status: the connection was lost under the report. */
const cutOff = -1;

export type SoakCounts = { reports: number; desired: number; reconnects: number; failed: number };

/** One device that reports now and then, is told of desired changes, and sometimes loses its connection. */
export class SoakDevice {
  readonly id: string;
  readonly #hub: HubProcess;
  readonly #counts: SoakCounts;
  #client: MqttClient | undefined;
  #answered: (status: number) => void = () => {};
  #requests = 0;

  constructor(hub: HubProcess, id: string, counts: SoakCounts) {
    this.#hub = hub;
    this.id = id;
    this.#counts = counts;
  }

  async connect(): Promise<void> {
    const { hostName, mqttPort } = this.#hub.place;
    const client = await connectAsync(`mqtts://127.0.0.1:${mqttPort}`, {
      clientId: this.id,
      username: `${hostName}/${this.id}/?api-version=2021-04-12`,
      password: signSas({ resource: `${hostName}/devices/${this.id}`, expiry: 4102444800, key: soakKey }),
      ca: this.#hub.ca,
      servername: hostName,
      reconnectPeriod: 0,
      protocolVersion: 4,
    });
    client.on('error', () => {});
    client.on('message', topic => {
      const status = /^\$iothub\/twin\/res\/(\d+)\//.exec(topic)?.[1];
      if (status === undefined) this.#counts.desired++;
      else this.#answered(Number(status));
    });
    await client.subscribeAsync(['$iothub/twin/res/#', '$iothub/twin/PATCH/properties/desired/#']);
    this.#client = client;
  }

  /** Always the same properties, so that the twin grows no larger. */
  async report(): Promise<void> {
    const rid = ++this.#requests;
    const answer = new Promise<number>(resolve => {
      this.#answered = resolve;
      setTimeout(resolve, answerLimit, 0).unref();
    });
    const patch = { temperature: Math.random(), battery: { level: rid % 100, charging: rid % 2 === 0 }, rid };
    this.#client?.publish(`$iothub/twin/PATCH/properties/reported/?$rid=${rid}`, JSON.stringify(patch));
    const status = await answer;
    if (status === 204) this.#counts.reports++;
    else if (status !== cutOff) this.#counts.failed++;
  }

  /** Loses its connection and comes back. */
  async reconnect(): Promise<void> {
    this.#client?.end(true);
    this.#answered(cutOff);
    await this.connect();
    this.#counts.reconnects++;
  }

  leave(): void {
    this.#client?.end(true);
  }
}
