import { isObject, type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';
import { readSettled } from '../state/settled.ts';
import { errorPayload } from './error-payload.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { type PublishTopic, printTopic } from './topics.ts';
import { mqttRecord } from './wire-record.ts';

/** Twin GET: both sections with `$version`, no metadata, no tags. hub-reference 3.6. */
export function answerTwinGet(connection: MqttConnection, rid: string): void {
  const { state, faults } = connection.service.context;
  const start = performance.now();
  const answer = (twin: TwinState | undefined) => {
    if (twin === undefined) refuse(connection, rid, hubError('DeviceNotFound', connection.key), start);
    else
      respond(connection, {
        topic: printTopic.twinAnswer(200, rid),
        payload: devicePayload(twin),
        what: 'GET twin',
        status: 200,
        start,
      });
  };
  const turn = faults.admit('TwinRead') ?? faults.delay();
  const read =
    turn === undefined
      ? readSettled(state, 'twin', connection.key)
      : turn.then(() => readSettled(state, 'twin', connection.key));
  if (read instanceof Promise) read.then(answer, error => refuse(connection, rid, error, start));
  else answer(read);
}

/** PATCH of reported; answered when it is on disk. hub-reference 3.6. */
export function answerTwinPatch(
  connection: MqttConnection,
  topic: PublishTopic & { kind: 'twin-patch' },
  payload: Buffer,
): void {
  const { twins, faults } = connection.service.context;
  const { rid, version } = topic;
  const start = performance.now();
  const write = async () => {
    const turn = faults.admit('TwinUpdate') ?? faults.delay();
    if (turn !== undefined) await turn;
    return twins.report(connection.key, parsePatch(payload), version);
  };
  write().then(
    ({ reported }) => {
      const accepted = printTopic.reportAccepted(rid, reported.version);
      respond(connection, {
        topic: accepted,
        payload: nothing,
        what: 'PATCH reported',
        status: 204,
        start,
        version: reported.version,
        request: payload,
      });
    },
    error => refuse(connection, rid, error, start, payload),
  );
}

const nothing = Buffer.alloc(0);
/** The same twin is read more often than it is written. */
const payloads = new WeakMap<TwinState, Buffer>();

function devicePayload(twin: TwinState): Buffer {
  const known = payloads.get(twin);
  if (known !== undefined) return known;
  const { desired, reported } = twin;
  const text = `{"desired":${withVersion(desired.values, desired.version)},"reported":${withVersion(reported.values, reported.version)}}`;
  const payload = Buffer.from(text);
  payloads.set(twin, payload);
  return payload;
}

function withVersion(values: JsonObject, version: number): string {
  const text = JSON.stringify(values);
  return `${text.slice(0, -1)}${text.length > 2 ? ',' : ''}"$version":${version}}`;
}

function parsePatch(payload: Buffer): JsonObject {
  let parsed: Json;
  try {
    parsed = JSON.parse(payload.toString('utf8')) as Json;
  } catch {
    throw hubError('ArgumentInvalid', 'the patch of reported properties is not JSON');
  }
  if (!isObject(parsed)) throw hubError('ArgumentInvalid', 'the patch of reported properties must be a JSON object');
  try {
    return toBareObject(parsed);
  } catch (error) {
    if (error instanceof RangeError) throw hubError('ArgumentInvalid', error.message);
    throw error;
  }
}

type Response = {
  readonly topic: string;
  readonly payload: Buffer;
  readonly what: string;
  readonly status: number;
  readonly start: number;
  readonly version?: number;
  readonly note?: string;
  readonly request?: Buffer | undefined;
};

/** Who has not subscribed to the answers gets none, but the request was done. hub-reference 3.5. */
function respond(connection: MqttConnection, response: Response): void {
  const { topic, payload, what, status, start } = response;
  if (connection.session.has('twin-answers')) {
    connection.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
  }
  if (!connection.service.context.feed.watched) return;
  const { version, note, request } = response;
  mqttRecord(connection, {
    direction: 'in',
    what,
    status,
    version,
    note,
    request,
    answer: payload,
    milliseconds: performance.now() - start,
  });
}

function refuse(connection: MqttConnection, rid: string, error: unknown, start: number, request?: Buffer): void {
  const refusal = error instanceof HubError ? error : hubError('ServerError', 'the hub failed');
  const { status, code } = refusal;
  const payload = errorPayload(refusal, connection.service.context);
  respond(connection, {
    topic: printTopic.twinAnswer(status, rid),
    payload,
    what: 'twin request',
    status,
    start,
    note: code,
    request,
  });
}
