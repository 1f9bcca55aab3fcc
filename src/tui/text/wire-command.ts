import type { WireRecord } from '../../clients/wire-record.ts';
import { azCommand } from './az-command.ts';
import { quoted } from './copy-text.ts';

export type CommandForm = 'curl' | 'mosquitto_pub' | 'az';
type Exchange = Pick<WireRecord, 'protocol' | 'what' | 'requestBody' | 'who' | 'headers'>;

/** Where a hub is reached; the ports of a local one are its own. */
export type HubPlace = {
  readonly hostName: string;
  readonly ports?: { readonly mqttPort: number; readonly httpsPort: number } | undefined;
};

/** An exchange of the wire log as a command for a shell; undefined where there is none. Secrets stay variables. */
export function wireCommand(record: Exchange, form: CommandForm, place: HubPlace): string | undefined {
  if (form === 'curl') return record.protocol === 'REST' ? curl(record, place) : undefined;
  if (form === 'mosquitto_pub') return record.protocol === 'MQTT' ? mosquitto(record, place) : undefined;
  return azCommand(record, place.hostName);
}

function curl({ what, requestBody, headers = {} }: Exchange, { hostName, ports }: HubPlace): string {
  const [method = 'GET', path = '/'] = what.split(' ');
  const versioned = path.includes('api-version=')
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}api-version=2021-04-12`;
  const match = headers['if-match'];
  const port = ports === undefined || ports.httpsPort === 443 ? '' : `:${ports.httpsPort}`;
  return [
    `curl --request ${method} ${quoted(`https://${hostName}${port}${versioned}`)}`,
    '--cacert "$CA_FILE" --header "Authorization: $SAS_TOKEN"',
    ...(match === undefined ? [] : [`--header ${quoted(`If-Match: ${match}`)}`]),
    ...(requestBody ? [`--header 'Content-Type: application/json' --data ${quoted(requestBody)}`] : []),
  ].join(' \\\n  ');
}

/** The log names what a device published by its act; topics as in hub-reference 3.6. */
function mosquitto({ what, requestBody, who }: Exchange, { hostName, ports }: HubPlace): string | undefined {
  const topic = topicOf(what);
  if (topic === undefined || who === undefined) return undefined;
  return [
    `mosquitto_pub -h ${quoted(hostName)} -p ${ports?.mqttPort ?? 8883} --cafile "$CA_FILE" -q 1 -i ${quoted(who)}`,
    `-u ${quoted(`${hostName}/${who}/?api-version=2021-04-12`)} -P "$SAS_TOKEN"`,
    `-t ${quoted(topic)} -m ${quoted(requestBody ?? '')}`,
  ].join(' \\\n  ');
}

function topicOf(what: string): string | undefined {
  if (what.startsWith('PATCH reported')) return '$iothub/twin/PATCH/properties/reported/?$rid=1';
  if (what.startsWith('GET twin')) return '$iothub/twin/GET/?$rid=1';
  const topic = what.replace(/^PUBLISH /, '');
  return topic.startsWith('devices/') ? topic : undefined;
}
