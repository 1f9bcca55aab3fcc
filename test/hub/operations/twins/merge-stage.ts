import { createSecureContext, type SecureContext } from 'node:tls';
import { expect } from 'vitest';
import type { Hub } from '../../../../src/hub/hub.ts';
import { createIdentity } from '../../../helpers/device-hub.ts';
import { startTestHub } from '../../../helpers/hub.ts';
import { type Rest, restOf } from '../../../helpers/rest.ts';
import { connectPacket, desired, res, WireClient } from '../../../helpers/wire-client.ts';
import type { Act, Sequence } from './merge-acts.ts';
import { canonical, differences, ModelTwin, type Plain, type Push, sideDifferences } from './merge-model.ts';

/** As many modules as a device may have at once, and more, are in flight on as many parents. */
const parents = 8;

/** Plays sequences on twins of one hub, many at a time, each over REST and MQTT beside the model. */
export class MergeStage {
  readonly #hub: Hub;
  readonly #rest: Rest;
  /** Made once: that costs more than a handshake. */
  readonly #secureContext: SecureContext;
  #twins = 0;

  private constructor(hub: Hub, rest: Rest) {
    this.#hub = hub;
    this.#rest = rest;
    this.#secureContext = createSecureContext({ ca: hub.ca });
  }

  static async start(): Promise<MergeStage> {
    const hub = await startTestHub();
    const rest = restOf(hub);
    for (let parent = 0; parent < parents; parent++) await createIdentity(rest, `p${parent}`);
    return new MergeStage(hub, rest);
  }

  /** Fails at the first difference. */
  async play({ of, acts }: Sequence): Promise<void> {
    const number = this.#twins++;
    const key = of === 'device' ? `d${number}` : `p${number % parents}/m${number}`;
    await createIdentity(this.#rest, key);
    const device = await TwinDevice.connect(this.#hub, key, this.#secureContext);
    const model = new ModelTwin();
    for (const step of acts) await this.#perform(step, key, device, model);
    const { body } = await this.#rest('GET', `/twins/${key.replace('/', '/modules/')}`);
    expect(differences(model, body as Plain)).toEqual([]);
    expect(sideDifferences(model, await device.readTwin())).toEqual([]);
    // The hub answers in order: what was pushed came before the answer.
    expect(device.pushes.map(told)).toEqual(model.pushes.map(told));
    device.close();
    const path = `/devices/${key.replace('/', '/modules/')}`;
    expect((await this.#rest('DELETE', path, { headers: { 'If-Match': '*' } })).status).toBe(204);
  }

  async #perform(step: Act, key: string, device: TwinDevice, model: ModelTwin): Promise<void> {
    if (step.act === 'report') {
      model.report(step.patch);
      const topic = `$iothub/twin/res/204/?$rid=r&$version=${model.reportedVersion}`;
      expect(await device.ask('PATCH/properties/reported/?$rid=r', step.patch)).toEqual({ topic, body: '' });
      return;
    }
    const path = `/twins/${key.replace('/', '/modules/')}`;
    const answer = await this.#rest(step.act === 'patch' ? 'PATCH' : 'PUT', path, { body: step.body });
    expect(answer.status, answer.text).toBe(200);
    model[step.act](step.body);
    expect(differences(model, answer.body as Plain)).toEqual([]);
  }
}

const told = ({ version, body }: Push) => `${version}: ${canonical(body)}`;

/** The device's end: asks one thing at a time, and keeps what is pushed. */
class TwinDevice {
  readonly pushes: Push[] = [];
  readonly #client: WireClient;

  private constructor(client: WireClient) {
    this.#client = client;
  }

  static async connect(hub: Hub, key: string, secureContext: SecureContext): Promise<TwinDevice> {
    const client = await WireClient.open(hub, { secureContext });
    client.send(connectPacket(key));
    expect((await client.next('connack')).returnCode).toBe(0);
    await client.subscribe(res, desired);
    return new TwinDevice(client);
  }

  async ask(what: string, body?: Plain): Promise<{ topic: string; body: string }> {
    this.#client.publish(`$iothub/twin/${what}`, body === undefined ? '' : JSON.stringify(body));
    for (;;) {
      const message = await this.#client.message();
      const version = /^\$iothub\/twin\/PATCH\/properties\/desired\/\?\$version=(\d+)$/.exec(message.topic)?.[1];
      if (version === undefined) return message;
      this.pushes.push({ version: Number(version), body: JSON.parse(message.body) as Plain });
    }
  }

  async readTwin(): Promise<Plain> {
    const { topic, body } = await this.ask('GET/?$rid=g');
    expect(topic).toBe('$iothub/twin/res/200/?$rid=g');
    return JSON.parse(body) as Plain;
  }

  close(): void {
    this.#client.socket.destroy();
  }
}
