import type { Agent } from 'node:http';
import { Registry } from 'azure-iothub/dist/registry.js';
import type { JsonObject } from '../lib/json.ts';
import type { TwinTarget } from '../twin/twin-document.ts';
import type { ClientError } from './client-error.ts';
import { ConfigurationCalls } from './service/configuration-calls.ts';
import { countDevices } from './service/count-devices.ts';
import type { Endpoint } from './service/hub-http.ts';
import { IdentityCalls } from './service/identity-calls.ts';
import { JobCalls } from './service/job-calls.ts';
import { invokeMethod, type MethodInvocation, type MethodResult } from './service/method-calls.ts';
import { type QueryOptions, type QueryPage, queryPages } from './service/query-calls.ts';
import { RestClient } from './service/rest-client.ts';
import type { ServiceAccess } from './service/service-access.ts';
import { TwinCalls } from './service/twin-calls.ts';
import type { WireRecord } from './wire-record.ts';
import { WriteGuard } from './write-guard.ts';

export type ServiceClientOptions = {
  readonly credentials: ServiceAccess;
  /** Undefined for a hub that is reached by its own name on port 443. */
  readonly endpoint?: Endpoint | undefined;
  /** Reaches the hub through a proxy. */
  readonly agent?: Agent | undefined;
  readonly guard?: WriteGuard | undefined;
  readonly onAnswer?: ((milliseconds: number, failure: ClientError | undefined) => void) | undefined;
  readonly onCall?: ((record: Omit<WireRecord, 'sequence'>) => void) | undefined;
};

/**
 * The service side of a hub over `azure-iothub`: identities, twins, queries, direct methods, jobs, configurations.
 * Every call rejects with ClientError, whose `trouble` says what is wrong and whose hint says what to try.
 */
export class ServiceClient {
  readonly #rest: RestClient;
  readonly #registry: Registry;
  readonly #guard: WriteGuard;
  readonly identities: IdentityCalls;
  readonly twins: TwinCalls;
  readonly jobs: JobCalls;
  readonly configurations: ConfigurationCalls;

  constructor({ credentials, endpoint, agent, guard, onAnswer, onCall }: ServiceClientOptions) {
    this.#guard = guard ?? new WriteGuard({ locked: false, permanent: false });
    this.#rest = new RestClient({ credentials, endpoint, agent, onAnswer, onCall });
    this.#registry = new Registry(this.#rest.registryConfig, this.#rest);
    this.identities = new IdentityCalls(this.#rest, this.#registry, this.#guard);
    this.twins = new TwinCalls(this.#rest, this.#registry, this.#guard);
    this.jobs = new JobCalls(this.#rest, this.#guard);
    this.configurations = new ConfigurationCalls(this.#rest, this.#guard);
  }

  /** Pages of rows, fetched one by one as they are asked for. */
  query(text: string, options?: QueryOptions): AsyncGenerator<QueryPage, void, void> {
    return queryPages(this.#rest, this.#registry, text, options);
  }

  /** How many devices meet a condition now; `*` is all of them. */
  countDevices(condition: string): Promise<number> {
    return countDevices(this, condition);
  }

  invokeMethod(target: TwinTarget, invocation: MethodInvocation): Promise<MethodResult> {
    return invokeMethod(this.#rest, this.#guard, target, invocation);
  }

  /** Calls an endpoint that only the local hub has; the SDK has no method for these. */
  get rest(): { call(method: 'GET' | 'POST', path: string, body?: JsonObject): Promise<unknown> } {
    return { call: (method, path, body) => this.#rest.call(method, path, {}, body) };
  }

  close(): void {
    this.#rest.destroy();
  }
}
