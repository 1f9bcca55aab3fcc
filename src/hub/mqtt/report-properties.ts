import { isUtf8 } from 'node:buffer';
import { isObject, type Json, type JsonObject, toBareObject } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { ReportOutcome } from '../twins/twin-writer.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { provoked } from './provoked.ts';
import { type PublishTopic, printTopic } from './topics.ts';
import { answerTwinRequest, refuseTwinRequest } from './twin-answer.ts';

const nothing = Buffer.alloc(0);

/**
 * `$iothub/twin/PATCH/properties/reported/?$rid={rid}[&$version={base}]`: answered, and at QoS 1 acknowledged, when it
 * is on disk. hub-reference 3.6.
 */
export function reportProperties(
  connection: MqttConnection,
  { rid, version }: PublishTopic & { kind: 'twin-patch' },
  body: Buffer,
  messageId: number,
): void {
  const request = { what: 'PATCH reported', rid, start: performance.now(), body };
  const outcome: ReportOutcome = {
    accepted({ reported }) {
      connection.acknowledge(messageId);
      const topic = printTopic.reportAccepted(rid, reported.version);
      answerTwinRequest(connection, request, { topic, status: 204, payload: nothing, version: reported.version });
      connection.settled();
    },
    refused(error) {
      connection.acknowledge(messageId);
      refuseTwinRequest(connection, request, error);
      connection.settled();
    },
  };
  const held = provoked(connection.service.context.faults, 'TwinUpdate');
  connection.waiting();
  if (held === undefined) write(connection, body, version, outcome);
  else held.then(() => write(connection, body, version, outcome), outcome.refused);
}

function write(connection: MqttConnection, text: Buffer, base: number | undefined, outcome: ReportOutcome): void {
  let patch: JsonObject;
  try {
    if (!connection.namesApiVersion) throw argumentInvalid('the user name of CONNECT lacks api-version');
    patch = parsePatch(text);
  } catch (error) {
    return outcome.refused(error);
  }
  connection.service.context.twins.report(connection.key, { patch, text, base }, outcome);
}

function parsePatch(body: Buffer): JsonObject {
  const patch = parse(body);
  if (!isObject(patch)) throw argumentInvalid('the patch of reported properties must be a JSON object');
  try {
    return toBareObject(patch);
  } catch (error) {
    if (error instanceof RangeError) throw argumentInvalid(error.message);
    throw error;
  }
}

function parse(body: Buffer): Json {
  const text = body.toString('utf8');
  // What is not UTF-8 leaves this character, and what has it is looked at again: nearly nothing has.
  if (text.includes('\ufffd') && !isUtf8(body)) throw argumentInvalid('the patch of reported properties is not UTF-8');
  try {
    return JSON.parse(text) as Json;
  } catch {
    const found = jsonError(text);
    const why =
      found === undefined ? 'nested too deep' : `${found.message} at line ${found.line}, column ${found.column}`;
    throw argumentInvalid(`the patch of reported properties is not JSON: ${why}`);
  }
}
