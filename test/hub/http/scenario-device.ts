import { expect } from 'vitest';
import { signSas } from '../../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { connectWire, desired, res, type WireClient } from '../../helpers/wire-client.ts';

/** What a device or module of a scenario does over MQTT. */
export type DeviceStep = {
  /** E.g. `d`, or `d/m` of a module. */
  readonly device: string;
  /** `report` patches reported, `read` gets the twin, `send` is telemetry. */
  readonly does: 'connect' | 'report' | 'read' | 'send' | 'disconnect';
  readonly body?: unknown;
  /** Of the answer to a report or a read, as the topic says it. */
  readonly status?: number;
  /** `$version` in the topic of the answer. */
  readonly version?: number;
  /** Members the answer must have. */
  readonly has?: object;
  /** The whole answer; `""` is none. */
  readonly is?: unknown;
  /** A part of the answer's text. */
  readonly says?: string;
};

/** A desired push as it came. */
type Push = readonly [topic: string, qos: number, body: unknown];

/** The connected devices of a scenario. */
export class ScenarioDevices {
  readonly #hub: Hub;
  readonly #clients = new Map<string, WireClient>();
  /** What each was told while it waited for something else. */
  readonly #pushes = new Map<string, Push[]>();
  #requests = 0;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  async play(step: DeviceStep): Promise<void> {
    const { device, does, body } = step;
    if (does === 'connect') return void this.#clients.set(device, await this.#connect(device));
    const client = this.#client(device);
    if (does === 'disconnect') return this.#disconnect(client, device);
    if (does === 'send') return send(client, device, textOf(body));
    const rid = String(++this.#requests);
    const request = does === 'read' ? 'GET' : 'PATCH/properties/reported';
    client.publish(`$iothub/twin/${request}/?$rid=${rid}`, textOf(body));
    check(step, await this.#answer(client, device), rid);
  }

  async #answer(client: WireClient, device: string): Promise<Message> {
    for (;;) {
      const { topic, payload, qos } = await client.next('publish');
      const text = payload.toString();
      if (topic.startsWith('$iothub/twin/res/')) return { topic, text };
      this.#pushesOf(device).push([topic, qos, JSON.parse(text)]);
    }
  }

  #pushesOf(device: string): Push[] {
    const pushes = this.#pushes.get(device) ?? [];
    this.#pushes.set(device, pushes);
    return pushes;
  }

  /** Holds devices to what they were told by now: exactly this desired push, or null for none. */
  async told(pushes: { readonly [device: string]: unknown }, where: string): Promise<void> {
    for (const [device, push] of Object.entries(pushes)) {
      const packets = await this.#client(device).arrivedUntilPing();
      const seen = this.#pushesOf(device).splice(0);
      for (const packet of packets) {
        if (packet.cmd === 'publish') seen.push([packet.topic, packet.qos, JSON.parse(packet.payload.toString())]);
      }
      const topic = `$iothub/twin/PATCH/properties/desired/?$version=${(push as { $version: number } | null)?.$version}`;
      expect(seen, `${where}: what ${device} is told`).toEqual(push === null ? [] : [[topic, 0, push]]);
    }
  }

  #connect(device: string): Promise<WireClient> {
    const { name, primaryKey } = this.#hub.policies.find(policy => policy.name === 'device')!;
    const claim = { resource: this.#hub.hostName, expiry: 4102444800, key: primaryKey, policy: name };
    return connectWire(this.#hub, device, { password: Buffer.from(signSas(claim)), subscribe: [res, desired] });
  }

  #client(device: string): WireClient {
    const client = this.#clients.get(device);
    if (client === undefined) throw new Error(`the scenario has not connected ${device}`);
    return client;
  }

  async #disconnect(client: WireClient, device: string): Promise<void> {
    client.send({ cmd: 'disconnect' });
    await client.closed();
    this.#clients.delete(device);
  }
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

async function send(client: WireClient, device: string, text: string): Promise<void> {
  const topic = `devices/${device.replace('/', '/modules/')}/messages/events/`;
  client.publish(topic, text, { qos: 1, messageId: 1 });
  await client.next('puback');
}

type Message = { readonly topic: string; readonly text: string };

function check(step: DeviceStep, { topic, text }: Message, rid: string): void {
  const where = `${step.does} of ${step.device}: ${text.slice(0, 500)}`;
  const version = step.version === undefined ? '' : `&$version=${step.version}`;
  expect(topic, where).toBe(`$iothub/twin/res/${step.status}/?$rid=${rid}${version}`);
  const value: unknown = text === '' ? '' : JSON.parse(text);
  if (step.says !== undefined) expect(text, where).toContain(step.says);
  if (step.has !== undefined) expect(value, where).toMatchObject(step.has);
  if ('is' in step) expect(value, where).toEqual(step.is);
}
