import type { WireRecord } from '../../clients/wire-record.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { quoted } from './copy-text.ts';

type Exchange = Pick<WireRecord, 'what' | 'requestBody'>;

/** A REST exchange as a command of the Azure CLI; undefined where that has none. */
export function azCommand({ what, requestBody }: Exchange, hostName: string): string | undefined {
  const [method = '', path = ''] = what.split(' ');
  const hub = `--hub-name ${quoted(hostName.split('.')[0]!)}`;
  return identityCommand(method, path, hub, requestBody) ?? hubCommand(method, path, hub, requestBody);
}

/** Queries, jobs and configurations: of the hub, not of one device. */
function hubCommand(method: string, path: string, hub: string, body = ''): string | undefined {
  const { query } = parsed(body);
  if (path.startsWith('/devices/query'))
    return typeof query === 'string' ? `az iot hub query ${hub} --query-command ${quoted(query)}` : undefined;
  const found = /^\/(jobs\/v2|configurations)(?:\/([^/?]+))?(\/cancel)?(?:\?|$)/.exec(path);
  if (found === null) return undefined;
  const [, kind, id, isCancelled] = found;
  const noun = kind === 'configurations' ? 'configuration' : 'job';
  if (id === undefined || id === 'query') return method === 'GET' ? `az iot hub ${noun} list ${hub}` : undefined;
  const option = noun === 'job' ? '--job-id' : '--config-id';
  const verb = isCancelled ? 'cancel' : { GET: 'show', DELETE: 'delete' }[method];
  return verb === undefined
    ? undefined
    : `az iot hub ${noun} ${verb} ${hub} ${option} ${quoted(decodeURIComponent(id))}`;
}

function identityCommand(method: string, path: string, hub: string, requestBody?: string): string | undefined {
  const found = /^\/(twins|devices)\/(?!query)([^/?]+)(?:\/modules\/([^/?]+))?(\/methods)?(?:\?|$)/.exec(path);
  if (found === null) return undefined;
  const [, kind, device, module, isCall] = found;
  const end = module === undefined ? 'device' : 'module';
  const id = module === undefined ? '' : ` --module-id ${quoted(decodeURIComponent(module))}`;
  const about = `${hub} --device-id ${quoted(decodeURIComponent(device!))}${id}`;
  if (isCall) return method === 'POST' ? invocation(end, about, requestBody) : undefined;
  const noun = `${end}-${kind === 'twins' ? 'twin' : 'identity'}`;
  const verbs: Readonly<Record<string, string>> =
    kind === 'twins'
      ? { GET: 'show', PATCH: 'update', PUT: 'replace' }
      : { GET: 'show', PUT: 'create', DELETE: 'delete' };
  const verb = verbs[method];
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
