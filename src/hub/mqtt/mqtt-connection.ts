import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { bounds } from '../../lib/bounds.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Standing } from '../access/standing.ts';
import type { LiveConnection } from '../connections/connection-registry.ts';
import type { IdentityKey } from '../state/identity.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { handleConnect, type Will } from './connect.ts';
import { type ClientPacket, decode } from './decode.ts';
import { encodePuback } from './encode.ts';
import { handlePacket } from './handle-packet.ts';
import { InputBuffer } from './input-buffer.ts';
import type { MqttService } from './mqtt-service.ts';
import { OutputBuffer } from './output-buffer.ts';
import type { Session } from './session.ts';
import { emitTelemetry } from './telemetry.ts';
import { mqttRecord } from './wire-record.ts';

/** Where packets come from: a TLS socket, or the stream of a WebSocket over one. */
export type MqttTransport = { readonly stream: Duplex; readonly tls: TLSSocket };

/** Bytes: a message with its topic. hub-reference 3.3. Before CONNECT nobody needs as much. */
const largestPacket = bounds.mqtt.packet;
const largestFirstPacket = bounds.mqtt.firstPacket;
const connectHeader = 0x10;
/** Milliseconds a client may take from TLS to CONNECT. hub-reference 3.1. */
const connectPatience = bounds.mqtt.connectTime;
/** Requests of one connection that may wait for the disk before no more is read from it. */
const mostPending = bounds.mqtt.pendingRequests;
/** Bytes that may wait to be taken by a client before no more is read from it, and before it is given up. */
const enoughUnsent = bounds.mqtt.enoughUntaken;
const tooMuchUnsent = bounds.mqtt.tooMuchUntaken;

const noSession: Session = new Map();

/** One client's connection, from its first byte to its last. Packets go to the handler of their name. */
export class MqttConnection implements LiveConnection {
  readonly service: MqttService;
  readonly transport: MqttTransport;
  /** Empty until CONNECT was accepted. */
  key: IdentityKey = '';
  session: Session = noSession;
  /** Whether the session outlives the connection. */
  isPersistent = false;
  /** The hub answers twin writes only to who named a version. hub-reference 0.3. */
  namesApiVersion = false;
  will: Will | undefined;
  standing: Standing | undefined;
  /** Milliseconds of silence after which the client counts as gone. */
  patience = connectPatience;
  /** `performance.now()` when the packets that are handled now came. */
  heardAt = performance.now();
  /** Milliseconds since the epoch, by the hub's clock. */
  activeAt = 0;
  #phase: 'fresh' | 'connecting' | 'open' | 'closed' = 'fresh';
  readonly #input = new InputBuffer();
  readonly #output = new OutputBuffer();
  #acknowledgements: Acknowledgements | undefined;
  #pending = 0;
  #isProceeding = false;
  #reason = 'the client went away';

  constructor(service: MqttService, transport: MqttTransport) {
    this.service = service;
    this.transport = transport;
    const { stream } = transport;
    stream.on('data', chunk => this.#receive(chunk));
    stream.on('drain', () => this.proceed());
    stream.on('end', () => this.close('the client went away'));
    stream.on('error', error => this.close(error.message));
    stream.on('close', () => this.#ended());
  }

  get takesMethods(): boolean {
    return this.isOpen && this.session.has('methods');
  }

  get isConnecting(): boolean {
    return this.#phase === 'connecting';
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  /** A whole packet; it leaves together with all others of this turn. */
  send(packet: Buffer): void {
    if (this.#phase === 'closed') return;
    this.#gather();
    this.#output.push(packet);
  }

  /** An answer to a request: at QoS 0, as all that the hub publishes. hub-reference 3.5. */
  answer(topic: string, payload: Buffer): void {
    if (this.#phase === 'closed') return;
    this.#gather();
    this.#output.publish(topic, payload);
  }

  /** A PUBLISH is to be acknowledged; at QoS 0 none is. MQTT 3.1.1, 3.4. */
  expectAcknowledge(messageId: number): void {
    if (messageId === 0) return;
    this.#acknowledgements ??= new Acknowledgements();
    this.#acknowledgements.expect(messageId);
  }

  /** What the PUBLISH asked for is done. */
  acknowledge(messageId: number): void {
    if (messageId === 0) return;
    for (const each of this.#acknowledgements?.done(messageId) ?? []) this.send(encodePuback(each));
  }

  /** What the hub sends of its own accord. */
  publish(topic: string, payload: Buffer): void {
    this.answer(topic, payload);
    if (this.#output.length + this.transport.stream.writableLength > tooMuchUnsent) {
      this.close('the client does not take what the hub sends');
    }
    if (this.service.context.feed.watched) mqttRecord(this, { direction: 'out', what: topic, answer: payload });
  }

  flush(): void {
    const output = this.#output.take();
    const { stream } = this.transport;
    if (output === undefined || stream.destroyed || stream.writableEnded) return;
    stream.write(output);
  }

  /** Lets what is about to be sent leave when this turn is over. */
  #gather(): void {
    if (this.#output.length === 0) this.service.outbox.add(this);
  }

  /** From here to `opened` packets wait: clients send on without waiting for CONNACK. MQTT 3.1.1, 3.1.4. */
  opening(): void {
    this.#phase = 'connecting';
  }

  opened(key: IdentityKey): void {
    this.key = key;
    this.#phase = 'open';
    this.activeAt = this.service.context.clock.now();
  }

  /** A request waits for something; call `settled` when it has its answer. */
  waiting(): void {
    this.#pending++;
  }

  settled(): void {
    if (this.#pending-- === mostPending) this.proceed();
  }

  /** Ends the connection as the service does: without a packet. */
  close(reason: string): void {
    if (this.#phase === 'closed') return;
    // What was written so far (a CONNACK with its refusal) still goes out.
    this.flush();
    const wasOpen = this.isOpen;
    this.#phase = 'closed';
    this.#reason = reason;
    this.#input.clear();
    const { stream } = this.transport;
    stream.resume();
    stream.end(() => stream.destroy());
    this.#leave(wasOpen);
  }

  /** Ends the connection as a broken line does: at once, with all that was on its way lost. */
  break(reason: string): void {
    this.close(reason);
    this.transport.tls.destroy();
  }

  checkDeadlines(monotonic: number, now: number): void {
    // A peer that did not take the last bytes within a sweep is not waited for.
    if (this.#phase === 'closed') return void this.transport.tls.destroy();
    const silence = this.isOpen ? '404104 DeviceConnectionClosedRemotely: keep-alive ran out' : 'no CONNECT in time';
    const reason = monotonic - this.heardAt > this.patience ? silence : this.standing?.refusal(now);
    if (reason !== undefined) this.close(reason);
  }

  #receive(chunk: Buffer): void {
    if (this.#phase === 'closed') return;
    this.#input.push(chunk);
    // Another protocol shows in its first byte; what it takes for a length might have to be waited for.
    if (this.#phase === 'fresh' && this.#input.firstByte !== connectHeader) {
      return this.close('malformed packet: the first packet must be CONNECT');
    }
    this.proceed();
  }

  /** Handles what is there, as far as the client takes its answers; reads on when all is handled. */
  proceed(): void {
    // By a request that is answered while it is handled: the loop goes on by itself, and nested ones exhaust the stack.
    if (this.#isProceeding) return;
    const now = performance.now();
    this.#isProceeding = true;
    try {
      while (!this.#isHeldUp) {
        const bytes = this.#input.next(this.#phase === 'fresh' ? largestFirstPacket : largestPacket);
        if (bytes === undefined) return void this.#readOn();
        this.heardAt = now;
        this.#handle(decode(bytes));
      }
    } catch (error) {
      return this.close(`malformed packet: ${messageOf(error)}`);
    } finally {
      this.#isProceeding = false;
    }
    if (this.#phase !== 'closed') this.transport.stream.pause();
  }

  get #isHeldUp(): boolean {
    if (this.#phase === 'connecting' || this.#phase === 'closed' || this.#pending >= mostPending) return true;
    return this.#output.length > enoughUnsent || this.transport.stream.writableNeedDrain;
  }

  #readOn(): void {
    if (this.isOpen) this.activeAt = this.service.context.clock.now();
    if (this.transport.stream.isPaused()) this.transport.stream.resume();
  }

  #handle(packet: ClientPacket): void {
    if (this.#phase === 'fresh') {
      if (packet.cmd === 'connect') handleConnect(this, packet);
      return;
    }
    handlePacket(this, packet);
  }

  #ended(): void {
    const wasOpen = this.isOpen;
    if (this.#phase !== 'closed') {
      this.#phase = 'closed';
      this.#leave(wasOpen);
    }
    this.service.left(this);
  }

  #leave(wasOpen: boolean): void {
    const { feed, connections } = this.service.context;
    if (feed.watched) mqttRecord(this, { direction: 'out', what: 'connection closed', note: this.#reason });
    if (!wasOpen) return;
    const { will } = this;
    if (will !== undefined) emitTelemetry(this, will.bag, will.payload, { 'iothub-MessageType': 'Will' });
    connections.remove(this, this.#reason);
  }
}
