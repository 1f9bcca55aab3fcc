import { connect as connectTls } from 'node:tls';
import mqttPacket, { type IConnackPacket, type IConnectPacket, type Packet } from 'mqtt-packet';
import { onTestFinished } from 'vitest';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { Hub } from '../../src/hub/hub.ts';

export type Publish = { readonly topic: string; readonly text: string; readonly qos: number };

/** A device on the level of packets: it sends what it is told and sees all that comes, the end included. */
export class RawDevice {
  readonly packets: Packet[] = [];
  closed = false;
  readonly #send: (packet: Packet) => void;
  #waiting: (() => void)[] = [];

  constructor(hub: Hub) {
    const socket = connectTls({ host: hub.address, port: hub.mqttPort, servername: hub.hostName, ca: hub.ca });
    const parser = mqttPacket.parser({ protocolVersion: 4 });
    parser.on('packet', packet => this.#note(() => this.packets.push(packet)));
    socket.on('data', chunk => parser.parse(chunk));
    socket.on('error', () => {});
    socket.on('close', () => this.#note(() => (this.closed = true)));
    onTestFinished(() => void socket.destroy());
    this.#send = packet => socket.write(mqttPacket.generate(packet));
    this.drop = () => socket.destroy();
  }

  /** Cuts the connection as a network does. */
  readonly drop: () => void;

  send(packet: Packet): this {
    this.#send(packet);
    return this;
  }

  /** The first value that is not undefined, looked for now and after every packet. */
  async find<T>(look: () => T | undefined, what: string): Promise<T> {
    const end = Date.now() + 5_000;
    for (let value = look(); ; value = look()) {
      if (value !== undefined) return value;
      if (Date.now() > end) throw new Error(`${what} did not come; there came ${JSON.stringify(this.packets)}`);
      await Promise.race([
        new Promise<void>(resolve => this.#waiting.push(resolve)),
        new Promise<void>(resolve => setTimeout(resolve, 5_100)),
      ]);
    }
  }

  packet<C extends Packet['cmd']>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    const isMeant = (packet: Packet): packet is Extract<Packet, { cmd: C }> => packet.cmd === cmd;
    return this.find(() => this.packets.find(isMeant), cmd);
  }

  /** The first message whose topic begins so. */
  message(prefix: string): Promise<Publish> {
    return this.find(() => this.messages.find(({ topic }) => topic.startsWith(prefix)), prefix);
  }

  get messages(): Publish[] {
    return this.packets.flatMap(packet =>
      packet.cmd === 'publish' ? [{ topic: packet.topic, text: packet.payload.toString(), qos: packet.qos }] : [],
    );
  }

  end(): Promise<true> {
    return this.find(() => this.closed || undefined, 'the end of the connection');
  }

  subscribe(...filters: readonly (readonly [topic: string, qos: 0 | 1 | 2])[]): this {
    const subscriptions = filters.map(([topic, qos]) => ({ topic, qos }));
    return this.send({ cmd: 'subscribe', messageId: 7, subscriptions });
  }

  publish(topic: string, payload = '', qos: 0 | 1 | 2 = 0, retain = false): this {
    return this.send({ cmd: 'publish', topic, payload, qos, retain, dup: false, messageId: qos === 0 ? 0 : 9 });
  }

  #note(act: () => void): void {
    act();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export type RawConnect = Partial<IConnectPacket> & { readonly expiry?: number; readonly key?: string };

/** CONNECT as the identity `dev1` or `dev1/module1` does it, with what is said otherwise. */
export function connectPacket(hub: Hub, clientId: string, { expiry, key, ...other }: RawConnect = {}): IConnectPacket {
  const [deviceId = '', moduleId] = clientId.split('/');
  const known = /SharedAccessKey=([^;]+)/.exec(hub.deviceConnectionString(deviceId, moduleId) ?? '')?.[1];
  const resource = `${hub.hostName}/devices/${deviceId}${moduleId === undefined ? '' : `/modules/${moduleId}`}`;
  const claim = { resource, expiry: expiry ?? Math.floor(Date.now() / 1000) + 3600, key: key ?? known ?? 'AAAA' };
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clientId,
    clean: true,
    keepalive: 60,
    username: `${hub.hostName}/${clientId}/?api-version=2021-04-12`,
    password: Buffer.from(signSas(claim)),
    ...other,
  };
}

/** Connects and waits for CONNACK. */
export async function rawDevice(
  hub: Hub,
  clientId: string,
  options: RawConnect = {},
): Promise<{ device: RawDevice; connack: IConnackPacket }> {
  const device = new RawDevice(hub).send(connectPacket(hub, clientId, options));
  return { device, connack: await device.packet('connack') };
}
