import { asHubError } from '../as-hub-error.ts';
import { errorPayload } from './error-payload.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { printTopic } from './topics.ts';
import { mqttRecord } from './wire-record.ts';

export type TwinRequest = {
  /** As the wire log shows it. */
  readonly what: string;
  readonly rid: string;
  /** `performance.now()` when it came. */
  readonly start: number;
  readonly body: Buffer | undefined;
};
export type TwinAnswer = {
  readonly topic: string;
  readonly status: number;
  readonly payload: Buffer;
  readonly version?: number;
  readonly note?: string;
};

/** Who has not subscribed to the answers gets none, but the request was done. hub-reference 3.5. */
export function answerTwinRequest(connection: MqttConnection, request: TwinRequest, answer: TwinAnswer): void {
  const { topic, payload, status, version, note } = answer;
  if (connection.session.has('twin-answers')) connection.answer(topic, payload);
  if (!connection.service.context.feed.watched) return;
  const milliseconds = performance.now() - request.start;
  const { what, body } = request;
  mqttRecord(connection, {
    direction: 'in',
    what,
    status,
    version,
    note,
    request: body,
    answer: payload,
    milliseconds,
  });
}

export function refuseTwinRequest(connection: MqttConnection, request: TwinRequest, error: unknown): void {
  const { context } = connection.service;
  const refusal = asHubError(error);
  const { status, code } = refusal;
  const topic = printTopic.twinAnswer(status, request.rid);
  answerTwinRequest(connection, request, { topic, status, payload: errorPayload(refusal, context), note: code });
}
