import type { Agent, IncomingMessage } from 'node:http';
import { type HttpMethodVerb, RestApiClient } from 'azure-iothub/dist/common-http/rest_api_client.js';
import type { Registry } from 'azure-iothub/dist/registry.js';
import { create as createSignature } from 'azure-iothub/dist/shared_access_signature.js';
import { versionQueryString } from 'azure-iothub/dist/version.js';
import type { Json, JsonObject } from '../../lib/json.ts';
import { ClientError } from '../client-error.ts';
import { serviceError } from '../sdk-errors.ts';
import type { WireRecord } from '../wire-record.ts';
import { callRecord } from './call-record.ts';
import { type Endpoint, HubHttp } from './hub-http.ts';
import { nameOf, type ServiceAccess, tokenScope } from './service-access.ts';

export type RestOptions = {
  readonly credentials: ServiceAccess;
  readonly endpoint: Endpoint | undefined;
  /** Reaches the hub through a proxy. */
  readonly agent?: Agent | undefined;
  /** Told how long each call took, and of the failure of one that was not answered. */
  readonly onAnswer?: ((milliseconds: number, failure: ClientError | undefined) => void) | undefined;
  /** Told of every call once it is answered, bodies and all. */
  readonly onCall: ((record: Omit<WireRecord, 'sequence'>) => void) | undefined;
};

/** Milliseconds that a hub is given beyond a method's own time, for it is the hub that must answer 504. */
const methodMargin = 15_000;

type Callback = RestApiClient.ResponseCallback;
type Headers = { [name: string]: string | number };

/**
 * The SDK's REST client, shared by Registry and JobClient. It keeps each answer's JSON as it came: the SDK hands out
 * twins as deep copies made by lodash, which drops keys such as `__proto__`.
 */
export class RestClient extends RestApiClient {
  /** What Registry wants to be told, though it is this client that it calls with. */
  readonly registryConfig: ConstructorParameters<typeof Registry>[0];
  readonly #http: HubHttp;
  readonly #options: RestOptions;
  readonly #bodies = new WeakMap<object, Json>();

  constructor(options: RestOptions) {
    const { credentials, endpoint, agent } = options;
    const http = new HubHttp(endpoint, agent);
    const registryConfig = { host: endpoint?.address ?? credentials.hostName, ...authorizationOf(credentials) };
    super({ ...registryConfig, ...('issuer' in credentials && { tokenScope }) }, 'twin-tui', http);
    this.registryConfig = registryConfig;
    this.#http = http;
    this.#options = options;
  }

  /** A call that the SDK's clients have no method for. `path` is without the api-version. Throws ClientError. */
  call(method: HttpMethodVerb, path: string, headers: Headers = {}, body?: JsonObject): Promise<Json> {
    const withType = body === undefined ? headers : { ...headers, 'Content-Type': 'application/json; charset=utf-8' };
    return new Promise((resolve, reject) => {
      const done: Callback = (error, answer) => (error ? reject(serviceError(error)) : resolve(answer as Json));
      this.executeApiCall(method, `${path}${versionQueryString()}`, withType, body, done);
    });
  }

  /** The JSON of an answer as it came on the wire. */
  bodyOf(response: IncomingMessage): Json | undefined {
    return this.#bodies.get(response);
  }

  override executeApiCall(...parameters: Parameters<RestApiClient['executeApiCall']>): void {
    const [method, path, headers, body, ...rest] = parameters;
    const done = rest.findLast(parameter => typeof parameter === 'function') as Callback;
    const timeout = rest.find(parameter => typeof parameter === 'number');
    const { onCall, onAnswer, credentials } = this.#options;
    const [at, started, sent] = [Date.now(), performance.now(), headers ?? {}];
    const observed: Callback = (error, answer, response) => {
      if (response) this.#bodies.set(response, answer as Json);
      const milliseconds = performance.now() - started;
      const who = nameOf(credentials);
      onAnswer?.(
        milliseconds,
        error && (error as { response?: unknown }).response === undefined && !response
          ? serviceError(error)
          : undefined,
      );
      onCall?.(callRecord({ at, milliseconds, method, path, who, headers: sent, body, error, answer, response }));
      try {
        done(error, answer, response);
      } catch (cause) {
        // The SDK makes objects of its own of an answer, and throws where nobody could catch it when it is none.
        done(new ClientError('hub-failure', 'the hub answered with something unknown', { cause }));
      }
    };
    if (timeout === undefined) super.executeApiCall(method, path, sent, body, observed);
    else super.executeApiCall(method, path, sent, body, timeout + methodMargin, observed);
  }

  destroy(): void {
    this.#http.destroy();
  }
}

function authorizationOf(access: ServiceAccess): Omit<ConstructorParameters<typeof Registry>[0], 'host'> {
  if ('issuer' in access) return { tokenCredential: access.issuer };
  const { hostName, keyName, key } = access;
  // The SDK extends the token to an hour from now on each call. hub-reference 0.4.
  return { sharedAccessSignature: createSignature(hostName, keyName, key, Math.floor(Date.now() / 1000)) };
}
