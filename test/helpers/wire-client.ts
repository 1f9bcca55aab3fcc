import { once } from 'node:events';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import mqtt, { type IConnectPacket, type Packet } from 'mqtt-packet';
import { onTestFinished } from 'vitest';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../src/hub/hub.ts';

/** Ends tests that wait for what does not come, with what came instead. */
const patience = 8_000;

/** MQTT packet by packet over real TLS: sends what it is told and hides nothing. */
export class WireClient {
  readonly socket: TLSSocket;
  readonly #arrived: Packet[] = [];
  #closed = false;
  #wake: () => void = () => {};

  private constructor(socket: TLSSocket) {
    this.socket = socket;
    const parser = mqtt.parser({ protocolVersion: 4 });
    parser.on('packet', packet => this.#arrived.push(packet) && this.#wake());
    socket.on('data', chunk => parser.parse(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  static async open({ address, mqttPort, ca }: Hub, options: ConnectionOptions = {}): Promise<WireClient> {
    const socket = connect({ host: address, port: mqttPort, ca, servername: 'localhost', ...options });
    onTestFinished(() => void socket.destroy());
    const client = new WireClient(socket);
    await once(socket, 'secureConnect');
    return client;
  }

  send(...packets: (Packet | Buffer)[]): void {
    this.socket.write(Buffer.concat(packets.map(packet => (Buffer.isBuffer(packet) ? packet : mqtt.generate(packet)))));
  }

  publish(
    topic: string,
    payload: string | Buffer = '',
    more: { qos?: 0 | 1; messageId?: number; retain?: boolean } = {},
  ) {
    this.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false, ...more });
  }

  /** The next packet of this kind; those before it are passed over. */
  async next<C extends Packet['cmd']>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    const found = await this.#wait(() => {
      const index = this.#arrived.findIndex(packet => packet.cmd === cmd);
      return index < 0 ? undefined : this.#arrived.splice(0, index + 1).at(-1);
    }, cmd);
    return found as Extract<Packet, { cmd: C }>;
  }

  /** The next PUBLISH as text. */
  async message(): Promise<{ topic: string; body: string }> {
    const { topic, payload } = await this.next('publish');
    return { topic, body: payload.toString() };
  }

  /** The hub answers in order: what is here after a ping is all there was. */
  async arrivedUntilPing(): Promise<readonly Packet[]> {
    const before = this.#arrived.length;
    this.send({ cmd: 'pingreq' });
    await this.#wait(
      () => this.#arrived.find((packet, index) => index >= before && packet.cmd === 'pingresp'),
      'pingresp',
    );
    return this.#arrived.splice(0).filter(({ cmd }) => cmd !== 'pingresp');
  }

  async subscribe(...filters: (string | [string, 0 | 1 | 2])[]): Promise<readonly unknown[]> {
    const subscriptions = filters.map(filter => {
      const [topic, qos] = typeof filter === 'string' ? ([filter, 0] as const) : filter;
      return { topic, qos };
    });
    this.send({ cmd: 'subscribe', messageId: 1, subscriptions });
    return (await this.next('suback')).granted;
  }

  async closed(): Promise<void> {
    await this.#wait(() => (this.#closed ? true : undefined), 'the connection to be closed');
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  #wait<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('in time'), patience);
      const done = () => {
        clearTimeout(timer);
        this.#wake = () => {};
      };
      const fail = (when: string) => {
        done();
        const rest = JSON.stringify(this.#arrived.map(({ cmd }) => cmd));
        reject(new Error(`expected ${what}, which did not come ${when}; there is ${rest}`));
      };
      this.#wake = () => {
        const found = look();
        if (found !== undefined) {
          done();
          resolve(found);
        } else if (this.#closed) fail('before the connection was closed');
      };
      this.#wake();
    });
  }
}

export const res = '$iothub/twin/res/#';
export const desired = '$iothub/twin/PATCH/properties/desired/#';
export const methods = '$iothub/methods/POST/#';

/** A key all test devices may share. */
export const deviceKey = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

export function tokenFor(key: string, expiry = 4102444800, host = 'localhost'): string {
  const [deviceId, moduleId] = key.split('/');
  const path = moduleId === undefined ? `devices/${deviceId}` : `devices/${deviceId}/modules/${moduleId}`;
  return signSas({ resource: `${host}/${path}`, expiry, key: deviceKey });
}

/** A CONNECT as the SDKs send it, with changes. */
export function connectPacket(key: string, change: Partial<IConnectPacket> = {}): IConnectPacket {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: false,
    clientId: key,
    keepalive: 180,
    username: `localhost/${key}/?api-version=2021-04-12`,
    password: Buffer.from(tokenFor(key)),
    ...change,
  };
}

/** Connects as an identity that has the test key; with subscriptions, those are acknowledged. */
export async function connectWire(
  hub: Hub,
  key: string,
  { subscribe = [], ...change }: Partial<IConnectPacket> & { subscribe?: readonly string[] } = {},
): Promise<WireClient> {
  const client = await WireClient.open(hub);
  client.send(connectPacket(key, change));
  const { returnCode } = await client.next('connack');
  if (returnCode !== 0) throw new Error(`CONNECT was refused with ${returnCode}`);
  if (subscribe.length > 0) await client.subscribe(...subscribe);
  return client;
}
