import type { WireRecord } from '../../clients/wire-record.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { quoted } from './copy-text.ts';

export type CommandForm = 'curl' | 'mosquitto_pub' | 'az';
type Exchange = Pick<WireRecord, 'protocol' | 'what' | 'requestBody' | 'who' | 'headers'>;

/** An exchange of the wire log as a command for a shell; undefined where there is none. Secrets stay variables. */
export function wireCommand(record: Exchange, form: CommandForm, hostName: string): string | undefined {
  if (form === 'curl') return record.protocol === 'REST' ? curl(record, hostName) : undefined;
  if (form === 'mosquitto_pub') return record.protocol === 'MQTT' ? mosquitto(record, hostName) : undefined;
  return az(record, hostName);
}

function curl({ what, requestBody, headers = {} }: Exchange, hostName: string): string {
  const [method = 'GET', path = '/'] = what.split(' ');
  const versioned = path.includes('api-version=')
    ? path
    : `${path}${path.includes('?') ? '&' : '?'}api-version=2021-04-12`;
  const match = headers['if-match'];
  return [
    `curl --request ${method} ${quoted(`https://${hostName}${versioned}`)}`,
    '--cacert "$CA_FILE" --header "Authorization: $SAS_TOKEN"',
    ...(match === undefined ? [] : [`--header ${quoted(`If-Match: ${match}`)}`]),
    ...(requestBody ? [`--header 'Content-Type: application/json' --data ${quoted(requestBody)}`] : []),
  ].join(' \\\n  ');
}

/** The log names what a device published by its act; topics as in hub-reference 3.6. */
function mosquitto({ what, requestBody, who }: Exchange, hostName: string): string | undefined {
  const topic = topicOf(what);
  if (topic === undefined || who === undefined) return undefined;
  return [
    `mosquitto_pub -h ${quoted(hostName)} -p 8883 --cafile "$CA_FILE" -q 1 -i ${quoted(who)}`,
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

function az({ what, requestBody }: Exchange, hostName: string): string | undefined {
  const [method, path = ''] = what.split(' ');
  const found = /^\/(twins|devices)\/([^/?]+)(?:\/modules\/([^/?]+))?(\/methods)?(?:\?|$)/.exec(path);
  if (found === null) return undefined;
  const [, kind, device, module, isCall] = found;
  const end = module === undefined ? 'device' : 'module';
  const id = module === undefined ? '' : ` --module-id ${quoted(decodeURIComponent(module))}`;
  const hub = quoted(hostName.split('.')[0]!);
  const about = `--hub-name ${hub} --device-id ${quoted(decodeURIComponent(device!))}${id}`;
  if (isCall) return method === 'POST' ? invocation(end, about, requestBody) : undefined;
  const noun = `${end}-${kind === 'twins' ? 'twin' : 'identity'}`;
  const verbs: Readonly<Record<string, string>> =
    kind === 'twins'
      ? { GET: 'show', PATCH: 'update', PUT: 'replace' }
      : { GET: 'show', PUT: 'create', DELETE: 'delete' };
  const verb = verbs[method ?? ''];
  if (verb === undefined) return undefined;
  if (verb === 'replace') return `az iot hub ${noun} replace ${about} --json ${quoted(requestBody ?? '{}')}`;
  return `az iot hub ${noun} ${verb} ${about}${verb === 'update' ? sections(requestBody) : ''}`;
}

/** Name, payload and time limits are in the body. hub-reference 4 */
function invocation(end: string, about: string, body = ''): string | undefined {
  const { methodName, payload, responseTimeoutInSeconds: timeout } = parsed(body);
  if (typeof methodName !== 'string') return undefined;
  const content =
    payload === undefined || payload === null ? '' : ` --method-payload ${quoted(JSON.stringify(payload))}`;
  const limit = typeof timeout === 'number' ? ` --timeout ${timeout}` : '';
  return `az iot hub invoke-${end}-method ${about} --method-name ${quoted(methodName)}${content}${limit}`;
}

/** Nothing where the body is no object: the log cuts off long ones. */
function parsed(body: string): JsonObject {
  try {
    const value = JSON.parse(body) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function sections(body = ''): string {
  const { tags, properties } = parsed(body);
  const part = (name: string, value: Json | undefined) =>
    value === undefined ? '' : ` --${name} ${quoted(JSON.stringify(value))}`;
  return part('tags', tags) + part('desired', isObject(properties) ? properties.desired : undefined);
}
