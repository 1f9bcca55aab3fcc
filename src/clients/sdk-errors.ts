import { messageOf } from '../lib/errors.ts';
import { isObject, type Json } from '../lib/json.ts';
import { type TwinTarget, targetName } from '../twin/twin-document.ts';
import { ClientError, type Trouble } from './client-error.ts';

/** What both SDKs put on their errors, where they do. */
type SdkError = {
  readonly code?: string;
  readonly name?: string;
  readonly response?: { readonly statusCode?: number; readonly headers?: { readonly [name: string]: unknown } };
  readonly responseBody?: unknown;
};

/**
 * A failed call of the service SDK as a ClientError. The header `iothub-errorcode` is what counts. hub-reference 0.6.
 */
export function serviceError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  const { response, responseBody } = (error ?? {}) as SdkError;
  if (response?.statusCode === undefined) return networkError(error);
  const body = readErrorBody(responseBody);
  const header = response.headers?.['iothub-errorcode'];
  const code = typeof header === 'string' ? header : (body.code ?? '');
  const trouble = troubleOf(response.statusCode, code);
  const said = body.message ?? messageOf(error);
  return new ClientError(trouble, `${sentences[trouble]}: ${said}`, {
    ...hintFor(trouble, code),
    cause: causeOf(error),
  });
}

/** A failed query. It has no etag that could be old: a hub answers 412 to a text that is longer than it takes. */
export function queryError(error: unknown): ClientError {
  const told = serviceError(error);
  if (told.trouble !== 'conflict') return told;
  const message = told.message.replace(sentences.conflict, sentences.invalid);
  return new ClientError('invalid', message, { cause: told.cause });
}

/** A failed connection or call of the device SDK, whose errors carry no status. hub-reference 3.2. */
export function deviceError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  const message = messageOf(error);
  const name = (error as SdkError | undefined)?.name;
  // The SDK writes "(Not authorized)" before any failure of a first connection, refused sockets included.
  const said = message.replace('mqtt.js returned ', '').replace('Failure on first connection (Not authorized): ', '');
  if (/not authorized|bad username|identifier rejected/i.test(said)) return refused(error);
  if (name === 'UnauthorizedError' && said === message) return refused(error);
  if (message.startsWith('Connection to the server has been closed')) return lost(error);
  return networkError(error, said.replace(/ error$/, ''));
}

/** Another client connects under the same name, and each takes the other's place. */
export function replaced(target: TwinTarget): ClientError {
  return new ClientError('replaced', `another client connects as ${targetName(target)}`, { hint: 'o takes it over' });
}

/** A twin operation that the hub answered with an error body. */
export function twinError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  const name = (error as SdkError | undefined)?.name;
  if (name !== undefined && name !== 'Error') return deviceError(error);
  const message = messageOf(error);
  if (message === 'Connection closed' || networkCode(error, message) !== undefined) return deviceError(error);
  // The SDK drops the error's number, so that only the words are left to tell.
  if (/throttl/i.test(message)) return new ClientError('throttled', message, { cause: causeOf(error) });
  return new ClientError('invalid', `the hub refused the report: ${message}`, { cause: causeOf(error) });
}

function refused(error: unknown): ClientError {
  return new ClientError('unauthorized', 'the hub refused the device', {
    hint: 'The device may have been deleted or disabled, its key may be wrong, or a clock may be off.',
    cause: causeOf(error),
  });
}

/** The words of the SDK for a connection that stood: host and network are as they should be, or were. */
function lost(error: unknown): ClientError {
  return new ClientError('unreachable', 'the connection was closed', {
    hint: 'The hub or the network ended it, or another client connected as this device.',
    cause: causeOf(error),
  });
}

function networkError(error: unknown, said = messageOf(error)): ClientError {
  const code = networkCode(error, said);
  if (code !== undefined && /CERT|SELF_SIGNED|SIGNATURE|ALTNAME|certificate/.test(code)) {
    return new ClientError('certificate', `the hub's certificate is not trusted: ${said}`, {
      hint: 'A proxy may inspect TLS, or the CA is missing: set NODE_EXTRA_CA_CERTS to its PEM file.',
      cause: causeOf(error),
    });
  }
  if (said.startsWith('ETIMEDOUT: ')) {
    return new ClientError('timeout', said.replace(/^ETIMEDOUT: /, ''), {
      ...hintFor('timeout'),
      cause: causeOf(error),
    });
  }
  if (code === undefined && !/clos|disconnect|connack|hang up|premature|offline/i.test(said)) {
    return new ClientError('hub-failure', said, { cause: causeOf(error) });
  }
  const isHere = /ECONNREFUSED (127\.|::1)/.test(said);
  return new ClientError('unreachable', `cannot reach the hub: ${said}`, {
    ...(isHere ? { hint: 'Nothing listens there. Start the local hub with: twin-tui hub' } : hintFor('unreachable')),
    cause: causeOf(error),
  });
}

function networkCode(error: unknown, said: string): string | undefined {
  const { code } = (error ?? {}) as SdkError;
  if (typeof code === 'string') return code;
  if (/certificate|altname/i.test(said)) return 'certificate';
  return /\b(E(?:CONN|NOT|AI_|TIMED|HOST|NET|PIPE|PROTO)[A-Z_]*)\b/.exec(said)?.[1];
}

function troubleOf(status: number, code: string): Trouble {
  switch (code) {
    case 'DeviceNotFound':
      return 'device-not-found';
    case 'DeviceNotOnline':
    case 'DeviceConnectionClosedRemotely':
      return 'device-not-online';
    case 'DeviceAlreadyExists':
    case 'ModuleAlreadyExistsOnDevice':
    case 'ConfigurationAlreadyExists':
    case 'JobAlreadyExists':
      return 'already-exists';
    default:
      return byStatus[status] ?? (status >= 500 ? 'hub-failure' : 'invalid');
  }
}

const byStatus: { readonly [status: number]: Trouble } = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  412: 'conflict',
  429: 'throttled',
  504: 'timeout',
};

const sentences: { readonly [T in Trouble]: string } = {
  'device-not-found': 'no such device',
  'device-disabled': 'the device is disabled',
  'already-exists': 'it exists already',
  'device-not-online': 'the device is not online',
  'not-found': 'not found',
  unauthorized: 'the hub refused the key',
  forbidden: 'the hub does not allow this',
  conflict: 'someone else changed it first',
  invalid: 'the hub refused the request',
  throttled: 'the hub is throttling',
  timeout: 'no answer in time',
  unreachable: 'cannot reach the hub',
  certificate: "the hub's certificate is not trusted",
  replaced: 'another client took over the connection',
  closed: 'closed',
  'read-only': 'this session is read-only',
  'hub-failure': 'the hub failed',
};

const hints: { readonly [T in Trouble]?: string } = {
  'device-not-found': 'List the devices with: twin-tui device list',
  'device-not-online': 'Connect the device, or allow time for it with --connect-timeout.',
  unauthorized: 'Check the policy name and key, that the policy has the right, and the clock.',
  conflict: 'Read it again, then repeat the change with its new etag.',
  throttled: 'Wait some seconds and try again.',
  timeout: 'Try again; if it stays, see: twin-tui doctor',
  unreachable: 'Check the host name and the network; see: twin-tui doctor',
};

/** Hints for error codes of the hub that say more than the trouble does. */
const hintsByCode: { readonly [code: string]: string } = {
  JobNotFound: 'List the jobs with: twin-tui job list',
  ConfigurationNotFound: 'List the configurations with: twin-tui configuration list',
  ModuleNotFound: 'List the modules with: twin-tui device list --modules',
};

function hintFor(trouble: Trouble, code = ''): { hint?: string } {
  const hint = hintsByCode[code] ?? hints[trouble];
  return hint === undefined ? {} : { hint };
}

/** An error without the members of the SDK's own, which holds the request, and with it the token. */
function causeOf(error: unknown): Error {
  const cause = new Error(messageOf(error));
  if (error instanceof Error && error.stack !== undefined) cause.stack = error.stack;
  return cause;
}

type ErrorBody = { readonly code: string | undefined; readonly message: string | undefined };
const unread: ErrorBody = { code: undefined, message: undefined };

/** Reads code and message from any of the three shapes in which a hub sends errors. hub-reference 0.6. */
export function readErrorBody(text: unknown): ErrorBody {
  const body = parse(text);
  if (!isObject(body)) return unread;
  if (typeof body.message === 'string') return { code: undefined, message: body.message };
  if (typeof body.Message !== 'string') return unread;
  const nested = parse(body.Message);
  if (isObject(nested)) return readErrorBody(body.Message);
  const [, code, said] = /^ErrorCode:([^;]*);?(.*)$/s.exec(body.Message) ?? [];
  return { code, message: code === undefined ? body.Message : said || code };
}

function parse(text: unknown): Json | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
