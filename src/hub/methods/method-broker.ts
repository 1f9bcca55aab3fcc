import { isUtf8 } from 'node:buffer';
import { bounds } from '../../lib/bounds.ts';
import { type Json, toBare } from '../../lib/json.ts';
import type { ConnectionRegistry, LiveConnection } from '../connections/connection-registry.ts';
import type { MethodAnswer, MethodCalls, MethodRequest } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { HubError } from '../hub-error.ts';
import { printTopic } from '../mqtt/topics.ts';
import type { IdentityKey } from '../state/identity.ts';

/** Calls of one device that may wait for their answer at the same time. */
const mostInFlight = bounds.methods.inFlight;
/** Bytes of an answer's body, as of a request's payload. hub-reference 4. */
const largestAnswer = bounds.methods.answer;

type Call = {
  readonly connection: LiveConnection;
  readonly resolve: (answer: MethodAnswer) => void;
  readonly reject: (error: HubError) => void;
};

/** Direct methods: delivered to a live connection that takes them, answered or timed out. hub-reference 3.7, 4. */
export class MethodBroker implements MethodCalls {
  readonly #connections: ConnectionRegistry;
  readonly #calls = new Map<string, Call>();
  /** Ends the wait of each call whose device is not there yet. */
  readonly #waiting = new Set<() => void>();
  readonly #inFlight = new Map<IdentityKey, number>();
  readonly #stopListening: () => void;
  #nextRid = 0;
  #closed = false;

  constructor(connections: ConnectionRegistry) {
    this.#connections = connections;
    this.#stopListening = connections.onGone(connection => this.#lost(connection));
  }

  async invoke(key: IdentityKey, request: MethodRequest): Promise<MethodAnswer> {
    const inFlight = this.#inFlight.get(key) ?? 0;
    if (inFlight >= mostInFlight) {
      const text = `${key} has ${mostInFlight} method calls in flight, which is the most there may be`;
      throw hubError('DeviceMaximumInflightMethodExceeded', text);
    }
    this.#inFlight.set(key, inFlight + 1);
    try {
      const connection = await this.#connected(key, request.connectTimeout);
      // It may have gone in the same breath in which it was found.
      if (!connection.takesMethods) throw notOnline(request.connectTimeout);
      return await this.#deliver(connection, request);
    } finally {
      this.#release(key);
    }
  }

  /** What a device published to a method's answer topic; late and unknown answers are ignored. */
  answer(connection: LiveConnection, rid: string, status: number, body: Buffer): void {
    const call = this.#calls.get(rid);
    if (call?.connection !== connection) return;
    const payload = body.length > largestAnswer ? undefined : payloadOf(body);
    if (payload === undefined) call.reject(unusable(body));
    else call.resolve({ status, payload });
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    for (const giveUp of [...this.#waiting]) giveUp();
    for (const call of [...this.#calls.values()]) call.reject(notOnline(0));
  }

  #connected(key: IdentityKey, seconds: number): Promise<LiveConnection> {
    const present = this.#connections.get(key);
    if (present?.takesMethods) return Promise.resolve(present);
    if (seconds === 0 || this.#closed) return Promise.reject(notOnline(0));
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timer);
        stop();
        this.#waiting.delete(giveUp);
        act();
      };
      const giveUp = () => done(() => reject(notOnline(seconds)));
      const timer = setTimeout(giveUp, seconds * 1000);
      this.#waiting.add(giveUp);
      const stop = this.#connections.onReady(connection => {
        if (connection.key === key) done(() => resolve(connection));
      });
    });
  }

  #deliver(connection: LiveConnection, request: MethodRequest): Promise<MethodAnswer> {
    const rid = (++this.#nextRid).toString(16);
    return new Promise<MethodAnswer>((resolve, reject) => {
      const timer = setTimeout(() => reject(timedOut(request.responseTimeout)), request.responseTimeout * 1000);
      const settle =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          act(value);
        };
      this.#calls.set(rid, { connection, resolve: settle(resolve), reject: settle(reject) });
      connection.publish(printTopic.method(request.methodName, rid), Buffer.from(request.payload));
    }).finally(() => this.#calls.delete(rid));
  }

  #lost(connection: LiveConnection): void {
    for (const call of [...this.#calls.values()]) {
      if (call.connection !== connection) continue;
      call.reject(hubError('DeviceConnectionClosedRemotely', 'the connection was lost before the device answered'));
    }
  }

  #release(key: IdentityKey): void {
    const rest = (this.#inFlight.get(key) ?? 1) - 1;
    if (rest > 0) this.#inFlight.set(key, rest);
    else this.#inFlight.delete(key);
  }
}

/** The text of an answer's body, if it is JSON that this hub can keep; bytes that are no UTF-8 would be damaged in it. */
function payloadOf(body: Buffer): string | undefined {
  if (body.length === 0) return 'null';
  if (!isUtf8(body)) return undefined;
  const text = body.toString('utf8');
  try {
    toBare(JSON.parse(text) as Json);
    return text;
  } catch {
    return undefined;
  }
}

function unusable(body: Buffer): HubError {
  if (body.length <= largestAnswer) {
    return hubError('GenericBadGateway', 'the device answered with something that is not JSON');
  }
  return hubError('MessageTooLarge', `the device's answer takes ${body.length} bytes, the limit is ${largestAnswer}`);
}

/** The answer tells how long the hub waited for the device. */
function notOnline(seconds: number): HubError {
  const text =
    "The operation failed because the requested device isn't online or hasn't registered the direct method callback.";
  return hubError('DeviceNotOnline', text, { timeout: timeSpan(seconds) });
}

function timedOut(seconds: number): HubError {
  return hubError('GatewayTimeout', `The device did not answer within ${seconds} s.`, { timeout: timeSpan(seconds) });
}

/** `hh:mm:ss`. */
function timeSpan(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
