import type { WireRecord } from '../../clients/wire-record.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { shellQuoted } from './shell-quoted.ts';

type Exchange = Pick<WireRecord, 'what' | 'requestBody'> & { readonly ifMatch?: string | undefined };

/** A REST exchange as a command of the Azure CLI; undefined where that has none. */
export function azCommand(exchange: Exchange, hostName: string): string | undefined {
  const [method = '', path = ''] = exchange.what.split(' ');
  const call: Call = { method, path, body: exchange.requestBody ?? '', ifMatch: exchange.ifMatch };
  const hub = `--hub-name ${shellQuoted(hostName.split('.')[0]!)}`;
  return identityCommand(call, hub) ?? hubCommand(call, hub);
}

type Call = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly ifMatch: string | undefined;
};

/** Queries, jobs and configurations: of the hub, not of one device. */
function hubCommand({ method, path, body, ifMatch }: Call, hub: string): string | undefined {
  const { query } = parsed(body);
  if (path.startsWith('/devices/query'))
    return typeof query === 'string' ? `az iot hub query ${hub} --query-command ${shellQuoted(query)}` : undefined;
  const found = /^\/(jobs\/v2|configurations)(?:\/([^/?]+))?(\/cancel)?(?:\?|$)/.exec(path);
  if (found === null) return undefined;
  const [, kind, id, isCancelled] = found;
  const noun = kind === 'configurations' ? 'configuration' : 'job';
  if (id === undefined || id === 'query') return method === 'GET' ? `az iot hub ${noun} list ${hub}` : undefined;
  const option = noun === 'job' ? '--job-id' : '--config-id';
  const verb = isCancelled ? 'cancel' : { GET: 'show', DELETE: 'delete' }[method];
  return verb === undefined
    ? undefined
    : `az iot hub ${noun} ${verb} ${hub} ${option} ${shellQuoted(decodeURIComponent(id))}${etagOption(ifMatch)}`;
}

function identityCommand({ method, path, body, ifMatch }: Call, hub: string): string | undefined {
  const found = /^\/(twins|devices)\/(?!query)([^/?]+)(?:\/modules\/([^/?]+))?(\/methods)?(?:\?|$)/.exec(path);
  if (found === null) return undefined;
  const [, kind, device, module, isCall] = found;
  const end = module === undefined ? 'device' : 'module';
  const id = module === undefined ? '' : ` --module-id ${shellQuoted(decodeURIComponent(module))}`;
  const about = `${hub} --device-id ${shellQuoted(decodeURIComponent(device!))}${id}`;
  if (isCall) return method === 'POST' ? invocation(end, about, body) : undefined;
  const [verb, options] = (kind === 'twins' ? twinVerb : identityVerb)({ method, path, body, ifMatch });
  const noun = `${end}-${kind === 'twins' ? 'twin' : 'identity'}`;
  return verb === undefined ? undefined : `az iot hub ${noun} ${verb} ${about}${options}`;
}

type Verb = readonly [verb: string | undefined, options: string];

function twinVerb({ method, body, ifMatch }: Call): Verb {
  switch (method) {
    case 'GET':
      return ['show', ''];
    case 'PATCH':
      return ['update', sections(body) + etagOption(ifMatch)];
    case 'PUT':
      return ['replace', ` --json ${shellQuoted(body || '{}')}${etagOption(ifMatch)}`];
    default:
      return [undefined, ''];
  }
}

/** A PUT with a condition changes an identity that is there: of this screen's, whether it is enabled. */
function identityVerb({ method, path, body, ifMatch }: Call): Verb {
  const { status } = parsed(body);
  const asked = typeof status === 'string' && !path.includes('/modules/') ? ` --status ${shellQuoted(status)}` : '';
  switch (method) {
    case 'GET':
      return ['show', ''];
    case 'DELETE':
      return ['delete', etagOption(ifMatch)];
    case 'PUT':
      if (ifMatch === undefined) return ['create', asked];
      return asked === '' ? [undefined, ''] : ['update', asked + etagOption(ifMatch)];
    default:
      return [undefined, ''];
  }
}

/** The option for a condition. `*` matches any version, as az does without the option. */
function etagOption(ifMatch: string | undefined): string {
  const etag = ifMatch?.replace(/^"|"$/g, '');
  return etag === undefined || etag === '*' ? '' : ` --etag ${shellQuoted(etag)}`;
}

/** Name, payload and time limits are in the body. hub-reference 4 */
function invocation(end: string, about: string, body: string): string | undefined {
  const { methodName, payload, responseTimeoutInSeconds: timeout } = parsed(body);
  if (typeof methodName !== 'string') return undefined;
  const content =
    payload === undefined || payload === null ? '' : ` --method-payload ${shellQuoted(JSON.stringify(payload))}`;
  const limit = typeof timeout === 'number' ? ` --timeout ${timeout}` : '';
  return `az iot hub invoke-${end}-method ${about} --method-name ${shellQuoted(methodName)}${content}${limit}`;
}

/** The body as an object; an empty one where it is none, since the log cuts long bodies off. */
function parsed(body: string): JsonObject {
  try {
    const value = JSON.parse(body) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function sections(body: string): string {
  const { tags, properties } = parsed(body);
  const part = (name: string, value: Json | undefined) =>
    value === undefined ? '' : ` --${name} ${shellQuoted(JSON.stringify(value))}`;
  return part('tags', tags) + part('desired', isObject(properties) ? properties.desired : undefined);
}
