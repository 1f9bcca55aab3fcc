import type { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import mqtt, { type Packet, type Parser } from 'mqtt-packet';
import type { LiveConnection } from '../connections/connection-registry.ts';
import type { IdentityKey } from '../state/identity.ts';
import { handleConnect, type Will } from './connect.ts';
import type { MqttService } from './mqtt-service.ts';
import { handlePublish } from './publish.ts';
import type { Session } from './session.ts';
import { handleSubscribe, handleUnsubscribe } from './subscribe.ts';
import { emitTelemetry } from './telemetry.ts';
import { mqttRecord } from './wire-record.ts';

/** Where packets come from: a TLS socket, or the stream of a WebSocket. */
export type MqttTransport = { readonly stream: Duplex; readonly certificates: () => readonly X509Certificate[] };

/** Bytes; a message takes at most 256 KB (hub-reference 3.3), a topic at most 64 KB. */
const largestPacket = 256 * 1024 + 64 * 1024;
/** Milliseconds a client may take from TLS to CONNECT. hub-reference 3.1. */
const connectPatience = 30_000;

/** One client's connection, from its first byte to its last. Packets go to the handler of their name. */
export class MqttConnection implements LiveConnection {
  readonly service: MqttService;
  readonly transport: MqttTransport;
  /** Empty until CONNECT was accepted. */
  key: IdentityKey = '';
  session: Session = noSession;
  will: Will | undefined;
  /** Milliseconds since the epoch; undefined for certificates. */
  expiresAt: number | undefined;
  /** Milliseconds of silence after which the client counts as gone. */
  patience = connectPatience;
  readonly #stream: Duplex;
  readonly #parser: Parser;
  readonly #onClosed: () => void;
  #lastHeard = performance.now();
  #corked = false;
  #closed = false;
  #reason = 'the client went away';

  constructor(service: MqttService, transport: MqttTransport, onClosed: () => void) {
    this.service = service;
    this.transport = transport;
    this.#stream = transport.stream;
    this.#onClosed = onClosed;
    this.#parser = mqtt.parser({ protocolVersion: 4 });
    this.#parser.on('packet', packet => this.#handle(packet));
    this.#parser.on('error', error => this.close(`malformed packet: ${error.message}`));
    this.#stream.on('data', chunk => this.#receive(chunk));
    this.#stream.on('drain', () => this.#stream.resume());
    this.#stream.on('error', error => this.close(error.message));
    this.#stream.on('close', () => this.#ended());
  }

  get takesMethods(): boolean {
    return this.isOpen && this.session.has('methods');
  }

  get isOpen(): boolean {
    return this.key !== '' && !this.#closed;
  }

  send(packet: Packet): void {
    if (this.#closed) return;
    this.#corkForThisTurn();
    this.#stream.write(mqtt.generate(packet));
  }

  /** At QoS 0, as the hub sends all it sends of its own accord. hub-reference 3.5. */
  publish(topic: string, payload: Buffer): void {
    this.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
    if (this.service.context.feed.watched) {
      mqttRecord(this, { direction: 'out', what: topic, answer: payload });
    }
  }

  /** Ends the connection as the service does: without a packet. */
  close(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    // What was written so far (a CONNACK with its refusal) still goes out.
    this.#stream.end(() => this.#stream.destroy());
    this.#leave();
  }

  checkDeadlines(monotonic: number, now: number): void {
    // A peer that did not take the last bytes within a sweep is not waited for.
    if (this.#closed) this.#stream.destroy();
    else if (monotonic - this.#lastHeard > this.patience) {
      this.close(this.key === '' ? 'no CONNECT in time' : '404104 DeviceConnectionClosedRemotely: keep-alive ran out');
    } else if (this.expiresAt !== undefined && this.expiresAt <= now) this.close('401003 the token expired');
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return;
    this.#lastHeard = performance.now();
    const rest = this.#parser.parse(chunk);
    if (rest > largestPacket) this.close(`a packet is larger than ${largestPacket} bytes`);
    // A peer that does not read its answers is not read from either.
    else if (this.#stream.writableNeedDrain) this.#stream.pause();
  }

  #handle(packet: Packet): void {
    if (this.#closed) return;
    if (this.key === '') {
      if (packet.cmd === 'connect') handleConnect(this, packet);
      else this.close(`the first packet must be CONNECT, found ${packet.cmd.toUpperCase()}`);
      return;
    }
    switch (packet.cmd) {
      case 'publish':
        return handlePublish(this, packet);
      case 'subscribe':
        return handleSubscribe(this, packet);
      case 'unsubscribe':
        return handleUnsubscribe(this, packet);
      case 'pingreq':
        return this.send({ cmd: 'pingresp' });
      case 'puback':
        return;
      case 'disconnect':
        this.will = undefined;
        return this.close('the client disconnected');
      default:
        return this.close(`${packet.cmd.toUpperCase()} is not for a client to send here`);
    }
  }

  #ended(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#leave();
    }
    this.#onClosed();
  }

  #leave(): void {
    if (this.service.context.feed.watched) {
      mqttRecord(this, { direction: 'out', what: 'connection closed', note: this.#reason });
    }
    if (this.key === '') return;
    if (this.will !== undefined)
      emitTelemetry(this, this.will.bag, this.will.payload, { 'iothub-MessageType': 'Will' });
    this.service.context.connections.remove(this, this.#reason);
  }

  /** All that is sent in one turn of the event loop goes out as one write. */
  #corkForThisTurn(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#stream.cork();
    setImmediate(() => {
      this.#corked = false;
      this.#stream.uncork();
    });
  }
}

const noSession: Session = new Map();
