import type { WireRecord } from '../../clients/wire-record.ts';
import { azCommand } from './az-command.ts';
import { shellQuoted, shellQuotedBody } from './shell-quoted.ts';

export type CommandForm = 'curl' | 'mosquitto_pub' | 'az';
export type Exchange = Pick<WireRecord, 'protocol' | 'what' | 'requestBody' | 'requestBytes' | 'who' | 'headers'>;

/** Where a hub is reached; the ports of a local one are its own, and so is its certificate. */
export type HubPlace = {
  readonly hostName: string;
  readonly ports?: { readonly mqttPort: number; readonly httpsPort: number } | undefined;
};

export type WireCommand = { readonly text: string } | { readonly refusal: string };

/** An exchange of the wire log as a command for a shell, or why there is none. Secrets stay variables. */
export function wireCommand(record: Exchange, form: CommandForm, place: HubPlace): WireCommand {
  if (form === 'az' && !isPercentEncoded(record.what)) return { refusal: 'this path is not percent-encoded' };
  const text = commandText(record, form, place);
  if (text === undefined) return { refusal: `${form} has no command for this exchange` };
  const damage = bodyDamage(record);
  // What az sends of an identity it reads from the hub itself.
  const needsBody = form !== 'az' || !/ (device|module)-identity /.test(text);
  return damage !== undefined && needsBody ? { refusal: damage } : { text };
}

function commandText(record: Exchange, form: CommandForm, place: HubPlace): string | undefined {
  if (form === 'curl') return record.protocol === 'REST' ? curl(record, place) : undefined;
  if (form === 'mosquitto_pub') return record.protocol === 'MQTT' ? mosquitto(record, place) : undefined;
  return azCommand({ ...record, ifMatch: headerOf(record, 'if-match') }, place.hostName);
}

/** The hub's log holds whatever anybody asked for, and a command of az names things as they are called. */
function isPercentEncoded(what: string): boolean {
  try {
    decodeURIComponent(what.split('?')[0]!);
    return true;
  } catch {
    return false;
  }
}

/** Why the log's body is not what was sent. */
function bodyDamage({ requestBody = '', requestBytes }: Exchange): string | undefined {
  if (requestBody.includes('"***"')) return 'the log hides the keys in this body: the command would send stars';
  if (requestBody.includes('\0')) return 'this body holds zeros: a command cannot hold it';
  if (Buffer.byteLength(requestBody) === requestBytes) return undefined;
  return requestBody.includes('\ufffd')
    ? 'this body is no text: a command cannot hold it'
    : `the log holds only the beginning of the ${requestBytes} B sent: the command would send that`;
}

/** Clients write names as they like, and the hub has them in small letters. */
function headerOf({ headers = {} }: Exchange, name: string): string | undefined {
  return Object.entries(headers).find(([known]) => known.toLowerCase() === name)?.[1];
}

/** `--data` would send a file where a body begins with @, so it is `--data-raw`. */
function curl(record: Exchange, { hostName, ports }: HubPlace): string {
  const { what, requestBody } = record;
  const [method = 'GET', path = '/'] = what.split(' ');
  const versioned = path.includes('api-version=')
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}api-version=2021-04-12`;
  const match = headerOf(record, 'if-match');
  const port = ports === undefined || ports.httpsPort === 443 ? '' : `:${ports.httpsPort}`;
  return [
    `curl --request ${shellQuoted(method)} ${shellQuoted(`https://${hostName}${port}${versioned}`)}`,
    `${ports === undefined ? '' : '--cacert "$CA_FILE" '}--header "Authorization: $SAS_TOKEN"`,
    ...(match === undefined ? [] : [`--header ${shellQuoted(`If-Match: ${match}`)}`]),
    ...(requestBody ? [`--header 'Content-Type: application/json' --data-raw ${shellQuotedBody(requestBody)}`] : []),
  ].join(' \\\n  ');
}

/** The log names what a device published by its act; topics as in hub-reference 3.6. */
function mosquitto({ what, requestBody, who }: Exchange, { hostName, ports }: HubPlace): string | undefined {
  const topic = topicOf(what);
  if (topic === undefined || who === undefined) return undefined;
  const trust = ports === undefined ? '--tls-use-os-certs' : '--cafile "$CA_FILE"';
  return [
    `mosquitto_pub -h ${shellQuoted(hostName)} -p ${ports?.mqttPort ?? 8883} ${trust} -q 1 -i ${shellQuoted(who)}`,
    `-u ${shellQuoted(`${hostName}/${who}/?api-version=2021-04-12`)} -P "$SAS_TOKEN"`,
    `-t ${shellQuoted(topic)} -m ${shellQuotedBody(requestBody ?? '')}`,
  ].join(' \\\n  ');
}

function topicOf(what: string): string | undefined {
  if (what.startsWith('PATCH reported')) return '$iothub/twin/PATCH/properties/reported/?$rid=1';
  if (what.startsWith('GET twin')) return '$iothub/twin/GET/?$rid=1';
  const topic = what.replace(/^PUBLISH /, '');
  return topic.startsWith('devices/') ? topic : undefined;
}
