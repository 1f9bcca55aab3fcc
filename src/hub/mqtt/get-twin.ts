import type { JsonObject } from '../../lib/json.ts';
import type { TwinState } from '../../twin/twin.ts';
import { hubError } from '../error-codes.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { provoked } from './provoked.ts';
import { printTopic } from './topics.ts';
import { answerTwinRequest, refuseTwinRequest, type TwinRequest } from './twin-answer.ts';

/**
 * `$iothub/twin/GET/?$rid={rid}`: both sections with `$version`, no metadata, no tags. hub-reference 3.6. Synchronous
 * unless the twin is being written or something is provoked.
 */
export function getTwin(connection: MqttConnection, rid: string): void {
  const { context } = connection.service;
  const request = { what: 'GET twin', rid, start: connection.heardAt, body: undefined };
  const held = provoked(context.faults, 'TwinRead');
  if (held === undefined) return read(connection, request);
  later(connection, request, held, () => read(connection, request));
}

/** Read at once, told when it is on disk: in the same breath, lest what was written after it is pushed before it. */
function read(connection: MqttConnection, request: TwinRequest): void {
  const { state } = connection.service.context;
  const twin = state.get('twin', connection.key);
  const pending = state.settled('twin', connection.key);
  if (pending === undefined) return answer(connection, request, twin);
  later(connection, request, pending, () => answer(connection, request, twin));
}

function later(connection: MqttConnection, request: TwinRequest, waiting: Promise<void>, act: () => void): void {
  connection.waiting();
  waiting.then(
    () => {
      act();
      connection.settled();
    },
    error => {
      refuseTwinRequest(connection, request, error);
      connection.settled();
    },
  );
}

function answer(connection: MqttConnection, request: TwinRequest, twin: TwinState | undefined): void {
  if (twin === undefined) return refuseTwinRequest(connection, request, hubError('DeviceNotFound', connection.key));
  const topic = printTopic.twinAnswer(200, request.rid);
  answerTwinRequest(connection, request, { topic, status: 200, payload: payloadOf(twin) });
}

/** A twin is read more often than it is written. */
const payloads = new WeakMap<TwinState, Buffer>();

function payloadOf(twin: TwinState): Buffer {
  let payload = payloads.get(twin);
  if (payload === undefined) {
    const { desired, reported } = twin;
    payload = Buffer.from(
      `{"desired":${sectionJson(desired.values, desired.version)},"reported":${sectionJson(reported.values, reported.version)}}`,
    );
    payloads.set(twin, payload);
  }
  return payload;
}

function sectionJson(values: JsonObject, version: number): string {
  const text = JSON.stringify(values);
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}"$version":${version}}`;
}
