import type { ResultWithHttpResponse } from 'azure-iothub/dist/common-core/results.js';
import type { Registry } from 'azure-iothub/dist/registry.js';
import { type JsonObject, toBareObject } from '../../lib/json.ts';
import { type TwinDocument, type TwinPatch, type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { ClientError } from '../client-error.ts';
import { serviceError } from '../sdk-errors.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { RestClient } from './rest-client.ts';

/** Twins of devices and modules over the service SDK. Every call throws ClientError. hub-reference 2. */
export class TwinCalls {
  readonly #rest: RestClient;
  readonly #registry: Registry;
  readonly #guard: WriteGuard;

  constructor(rest: RestClient, registry: Registry, guard: WriteGuard) {
    this.#rest = rest;
    this.#registry = registry;
    this.#guard = guard;
  }

  get({ deviceId, moduleId }: TwinTarget): Promise<TwinDocument> {
    return this.#document(
      moduleId === undefined ? this.#registry.getTwin(deviceId) : this.#registry.getModuleTwin(deviceId, moduleId),
    );
  }

  /** Merges into tags and desired. Without an etag the write is unconditional; a stale one is a `conflict`. */
  patch(target: TwinTarget, patch: TwinPatch, etag = '*'): Promise<TwinDocument> {
    this.#guard.check(`change the twin of ${targetName(target)}`);
    const { deviceId, moduleId } = target;
    return this.#document(
      moduleId === undefined
        ? this.#registry.updateTwin(deviceId, patch, etag)
        : this.#registry.updateModuleTwin(deviceId, moduleId, patch, etag),
    );
  }

  /** Tags and desired become exactly what is given. The SDK has no call for it, so this one is made by hand. */
  async replace(target: TwinTarget, content: TwinPatch, etag = '*'): Promise<TwinDocument> {
    this.#guard.check(`replace the twin of ${targetName(target)}`);
    const headers = { 'If-Match': `"${etag}"` };
    return asTwin(await this.#rest.call('PUT', twinPath(target), headers, content as JsonObject));
  }

  async #document(call: Promise<ResultWithHttpResponse<unknown>>): Promise<TwinDocument> {
    try {
      const { httpResponse } = await call;
      return asTwin(this.#rest.bodyOf(httpResponse));
    } catch (error) {
      throw serviceError(error);
    }
  }
}

function twinPath({ deviceId, moduleId }: TwinTarget): string {
  const module = moduleId === undefined ? '' : `/modules/${encodeURIComponent(moduleId)}`;
  return `/twins/${encodeURIComponent(deviceId)}${module}`;
}

function asTwin(body: unknown): TwinDocument {
  const twin = body as Partial<TwinDocument> | undefined;
  if (typeof twin?.deviceId === 'string' && typeof twin.properties?.desired === 'object') {
    return toBareObject(twin as JsonObject) as TwinDocument;
  }
  throw new ClientError('hub-failure', 'the hub answered with something that is no twin');
}
