import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Hub } from '../../src/hub/hub.ts';

/** What the network does to what passes. */
export type Weather =
  | { readonly kind: 'fair' }
  /** Milliseconds each way, for each piece. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Takes bytes and connections, and lets nothing through. */
  | { readonly kind: 'stalled' }
  /** Resets each connection at once. */
  | { readonly kind: 'refusing' }
  /** Lets so many bytes to the client through on each connection, then resets it. */
  | { readonly kind: 'truncating'; readonly bytes: number };

/** A TCP proxy between clients and one port of a hub: the network, with all it can do. */
export class NetworkProxy {
  weather: Weather = { kind: 'fair' };
  /** Connections so far. */
  connections = 0;
  /** Bytes that went to the client on the connection that had most. */
  mostToClient = 0;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #held: (() => void)[] = [];

  private constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: false }, client => this.#accept(client));
  }

  static async open(host: string, port: number): Promise<NetworkProxy> {
    const proxy = new NetworkProxy({ host, port });
    await new Promise<void>(resolve => proxy.#server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => proxy.close());
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.#pairs.size;
  }

  /** Resets all connections. */
  cut(): void {
    for (const pair of [...this.#pairs]) this.#reset(pair);
  }

  /** Lets what was stalled go on. */
  clear(): void {
    this.weather = { kind: 'fair' };
    for (const go of this.#held.splice(0)) go();
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    this.cut();
    await closed;
  }

  #accept(client: Socket): void {
    this.connections++;
    client.on('error', () => {});
    if (this.weather.kind === 'refusing') return void client.resetAndDestroy();
    const hub = dial(this.#target);
    const pair = [client, hub] as const;
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => this.#reset(pair));
    }
    void this.#carry(client, hub);
    void this.#carry(hub, client, pair);
  }

  /** `pair` is given for the way to the client, which can be truncated. */
  async #carry(from: Socket, to: Socket, pair?: readonly [Socket, Socket]): Promise<void> {
    let carried = 0;
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (this.weather.kind === 'stalled') await new Promise<void>(go => this.#held.push(go));
        if (this.weather.kind === 'slow') await wait(this.weather.milliseconds);
        const { weather } = this;
        const left = weather.kind === 'truncating' && pair !== undefined ? weather.bytes - carried : chunk.length;
        carried += chunk.length;
        if (pair !== undefined) this.mostToClient = Math.max(this.mostToClient, carried);
        if (left >= chunk.length) to.write(chunk);
        else {
          await new Promise<void>(sent => to.write(chunk.subarray(0, Math.max(0, left)), () => sent()));
          this.#reset(pair!);
        }
      }
    } catch {
      // A reset ends both ways.
    }
  }

  #reset(pair: readonly [Socket, Socket]): void {
    this.#pairs.delete(pair);
    for (const socket of pair) if (!socket.destroyed) socket.resetAndDestroy();
  }
}

export type ProxiedHub = {
  readonly mqtt: NetworkProxy;
  readonly https: NetworkProxy;
  /** The hub as clients find it behind the proxies. */
  readonly hub: Hub;
};

/** A proxy before each of a hub's doors. */
export async function behindProxies(hub: Hub): Promise<ProxiedHub> {
  const mqtt = await NetworkProxy.open(hub.address, hub.mqttPort);
  const https = await NetworkProxy.open(hub.address, hub.httpsPort);
  // A copy would freeze what the hub computes on demand.
  const proxied: Hub = Object.create(hub, {
    mqttPort: { value: mqtt.port },
    httpsPort: { value: https.port },
  });
  return { mqtt, https, hub: proxied };
}
