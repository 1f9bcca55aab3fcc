import { bounds } from '../../lib/bounds.ts';
import type { MqttConnection } from './mqtt-connection.ts';

export type MqttExchange = {
  readonly direction: 'in' | 'out';
  readonly what: string;
  readonly status?: number | undefined;
  readonly note?: string | undefined;
  readonly version?: number | undefined;
  readonly request?: Buffer | undefined;
  readonly answer?: Buffer | undefined;
  readonly milliseconds?: number;
};

/** Bodies in the wire log are cut here. */
const longestBody = bounds.wireLog.body;

/** Tells the feed what went over the wire. Call it only when somebody watches. */
export function mqttRecord(connection: MqttConnection, exchange: MqttExchange): void {
  const { direction, what, status, note, version, request, answer, milliseconds = 0 } = exchange;
  connection.service.context.feed.emit({
    type: 'wire',
    protocol: 'MQTT',
    direction,
    who: connection.key === '' ? undefined : connection.key,
    what,
    status,
    note,
    version,
    requestBytes: request?.length ?? 0,
    answerBytes: answer?.length ?? 0,
    milliseconds,
    requestBody: request?.toString('utf8', 0, longestBody),
    answerBody: answer?.toString('utf8', 0, longestBody),
  });
}
