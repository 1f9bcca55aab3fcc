import { isUtf8 } from 'node:buffer';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { jsonError } from '../../lib/json-error.ts';
import type { TwinState } from '../../twin/twin.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { ReportOutcome } from '../twins/report-waiter.ts';
import type { MqttConnection } from './mqtt-connection.ts';
import { provoked } from './provoked.ts';
import { type PublishTopic, printTopic } from './topics.ts';
import { answerTwinRequest, refuseTwinRequest, type TwinRequest } from './twin-answer.ts';

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
  const outcome = new Report(connection, rid, messageId, body);
  const held = provoked(connection.service.context.faults, 'TwinUpdate');
  connection.waiting();
  if (held === undefined) write(connection, body, version, outcome);
  else {
    held.then(
      () => write(connection, body, version, outcome),
      error => outcome.refused(error),
    );
  }
}

/** A report that waits for its answer. */
class Report implements ReportOutcome, TwinRequest {
  readonly what = 'PATCH reported';
  readonly rid: string;
  readonly start: number;
  readonly body: Buffer;
  readonly #connection: MqttConnection;
  readonly #messageId: number;

  constructor(connection: MqttConnection, rid: string, messageId: number, body: Buffer) {
    this.#connection = connection;
    this.rid = rid;
    this.start = connection.heardAt;
    this.#messageId = messageId;
    this.body = body;
  }

  accepted({ reported }: TwinState): void {
    const connection = this.#connection;
    connection.acknowledge(this.#messageId);
    const topic = printTopic.reportAccepted(this.rid, reported.version);
    answerTwinRequest(connection, this, { topic, status: 204, payload: nothing, version: reported.version });
    connection.settled();
  }

  refused(error: unknown): void {
    const connection = this.#connection;
    connection.acknowledge(this.#messageId);
    refuseTwinRequest(connection, this, error);
    connection.settled();
  }
}

function write(connection: MqttConnection, text: Buffer, base: number | undefined, outcome: ReportOutcome): void {
  if (!connection.namesApiVersion) {
    return outcome.refused(argumentInvalid('the user name of CONNECT lacks api-version'));
  }
  connection.service.context.twins.report(connection.key, { text, read: parsePatch, base }, outcome);
}

/** The rules of twins come later; they bound the depth, too. */
function parsePatch(body: Buffer): JsonObject {
  const patch = parse(body);
  if (!isObject(patch)) throw argumentInvalid('the patch of reported properties must be a JSON object');
  return patch;
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
