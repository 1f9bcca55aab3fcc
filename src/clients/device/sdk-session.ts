import type { Agent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { Client, type DeviceMethodRequest, type DeviceMethodResponse, type TwinProperties } from 'azure-iot-device';
import { Mqtt, MqttWs } from 'azure-iot-device-mqtt';
import { bounds } from '../../lib/bounds.ts';
import { type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import { ClientError } from '../client-error.ts';
import { deviceError, twinError } from '../sdk-errors.ts';
import type { MethodCall, MethodReply, Transport } from './device-snapshot.ts';

export type SessionEvents = {
  /** A desired push as it came, `$version` in it. */
  readonly onDesired: (push: JsonObject) => void;
  readonly onMethod: (call: MethodCall) => Promise<MethodReply>;
  /** The token is being renewed, which takes a new connection: what was pushed meanwhile is lost. */
  readonly onRenewal: () => void;
  /** Called once, after a successful opening: the connection is gone and will not come back. */
  readonly onLost: (error: ClientError) => void;
};

export type SessionOptions = {
  readonly connectionString: string;
  readonly transport: Transport;
  /** PEM of the CA, for a hub whose certificate is not publicly trusted. */
  readonly ca: string | undefined;
  /** Reaches the hub through a proxy; of use to `mqtt-ws` only. */
  readonly agent?: Agent | undefined;
};

/**
 * Milliseconds; the SDK has no timeout for twin operations, and loses callbacks when a connection closes under them.
 */
const openLimit = bounds.clients.openTime;
const callLimit = bounds.clients.callTime;

/** Seconds between pings; with the SDK's 180 a dead line would pass for online for minutes. */
const keepalive = 30;

/** Retrying is ours, so that it can be seen and so that each connection starts with fresh subscriptions. */
const noRetry = { shouldRetry: () => false, nextRetryTimeout: () => -1 };

/**
 * One connection of the device SDK, from opening to loss. In this order, so that no change is missed: connect,
 * subscribe to desired properties, then `readTwin`. hub-reference 3.3.
 */
export class SdkSession {
  readonly #client: Client;
  readonly #transport: Mqtt;
  readonly #lost: Promise<never>;
  #lose: (error: ClientError) => void = () => {};
  #opened = false;
  #closed = false;

  private constructor(options: SessionOptions, events: SessionEvents) {
    const Base = options.transport === 'mqtt' ? Mqtt : MqttWs;
    const methods = new Set<string>();
    const answer = (name: string) => this.#answerMethod(name, methods, events.onMethod);
    let transport: Mqtt | undefined;
    class ObservedTransport extends Base {
      constructor(...parameters: ConstructorParameters<typeof Mqtt>) {
        super(...parameters);
        transport = this;
        const provider = this._authenticationProvider as unknown as NodeJS.EventEmitter;
        provider.on('newTokenAvailable', events.onRenewal);
      }
      /** The SDK wants each method's name in advance; here any name is answered. */
      override emit(event: string | symbol, ...parameters: unknown[]): boolean {
        if (typeof event === 'string' && event.startsWith('method_')) answer(event.slice('method_'.length));
        return super.emit(event, ...parameters);
      }
    }
    this.#client = Client.fromConnectionString(options.connectionString, ObservedTransport);
    this.#transport = transport!;
    this.#client.setRetryPolicy(noRetry);
    this.#lost = new Promise((_resolve, reject) => {
      this.#lose = reject;
    });
    this.#lost.catch(() => {});
  }

  /** Connects and subscribes. Rejects with ClientError. */
  static async open(options: SessionOptions, events: SessionEvents): Promise<SdkSession> {
    const session = new SdkSession(options, events);
    try {
      await session.#connect(options, events);
      session.#opened = true;
      return session;
    } catch (error) {
      void session.close();
      throw deviceError(error);
    }
  }

  /** Both sections with their `$version`, read from the hub. */
  readTwin(): Promise<{ readonly desired: JsonObject; readonly reported: JsonObject }> {
    return this.#call('reading the twin', done =>
      this.#transport.getTwin((error, twin) => done(error, twin && asSections(twin))),
    );
  }

  /** Resolves when the hub has acknowledged the patch. */
  report(patch: JsonObject): Promise<void> {
    return this.#call('the report', done => this.#transport.updateTwinReportedProperties(patch, done));
  }

  /** Closes the connection properly, and stops waiting for that after some seconds. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#lose(new ClientError('closed', 'the device went offline'));
    this.#client.removeAllListeners('disconnect');
    await withLimit(5_000, 'closing', this.#client.close()).catch(() => {});
  }

  async #connect({ ca, agent }: SessionOptions, events: SessionEvents): Promise<void> {
    const client = this.#client;
    client.on('error', error => this.#fail(error, events));
    client.on('disconnect', (info: { transportObj?: unknown }) => this.#fail(info?.transportObj, events));
    this.#transport.on('twinDesiredPropertiesUpdate', (push: JsonObject) => events.onDesired(toBareObject(push)));
    // The SDK's types ask for an agent of HTTPS. This one serves as such: it connects the WebSocket through the proxy.
    const mqtt = agent && { webSocketAgent: agent as HttpsAgent };
    await client.setOptions({ keepalive, ...(ca !== undefined && { ca }), ...(mqtt && { mqtt }) });
    await Promise.race([withLimit(openLimit, 'connecting', client.open()), this.#lost]);
    await this.#call<void>('subscribing', done => this.#transport.enableTwinDesiredPropertiesUpdates(done));
    await this.#call<void>('subscribing', done => this.#transport.enableMethods(done));
  }

  #fail(reason: unknown, events: SessionEvents): void {
    if (this.#closed) return;
    const error = deviceError(reason ?? new Error('connection closed'));
    this.#lose(error);
    void this.close();
    if (this.#opened) events.onLost(error);
  }

  #answerMethod(name: string, known: Set<string>, onMethod: SessionEvents['onMethod']): void {
    if (known.has(name)) return;
    known.add(name);
    this.#client.onDeviceMethod(name, (request: DeviceMethodRequest, response: DeviceMethodResponse) => {
      onMethod({ name, payload: (request.payload ?? null) as Json })
        .then(({ status, payload }) => response.send(status, payload))
        .catch(() => {});
    });
  }

  async #call<T>(what: string, start: (done: (error?: Error, result?: T) => void) => void): Promise<T> {
    const called = new Promise<T>((resolve, reject) => {
      start((error, result) => (error ? reject(twinError(error)) : resolve(result as T)));
    });
    return Promise.race([withLimit(callLimit, what, called), this.#lost]);
  }
}

/**
 * Takes the sections from the answer as the SDK has parsed it: the twin that it hands to applications was copied by
 * lodash, which drops keys such as `__proto__`.
 */
function asSections({ desired, reported }: TwinProperties): { desired: JsonObject; reported: JsonObject } {
  return { desired: toBareObject(desired as JsonObject), reported: toBareObject(reported as JsonObject) };
}

async function withLimit<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ClientError('timeout', `${what} took longer than ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
