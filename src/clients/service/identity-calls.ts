import type { ResultWithHttpResponse } from 'azure-iothub/dist/common-core/results.js';
import type { Registry } from 'azure-iothub/dist/registry.js';
import type { JsonObject } from '../../lib/json.ts';
import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { serviceError } from '../sdk-errors.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { RestClient } from './rest-client.ts';

/** An identity of the registry, a module's where `moduleId` is there. hub-reference 1.3. */
export type IdentityDocument = {
  readonly deviceId: string;
  readonly moduleId?: string;
  readonly etag: string;
  readonly status?: 'enabled' | 'disabled';
  readonly statusReason?: string | null;
  readonly connectionState?: 'Connected' | 'Disconnected';
  readonly lastActivityTime?: string;
  readonly authentication?: {
    readonly type?: string;
    readonly symmetricKey?: { readonly primaryKey: string | null; readonly secondaryKey: string | null };
  };
  readonly capabilities?: { readonly iotEdge: boolean };
};

/** The identity registry over the service SDK. Every call throws ClientError. hub-reference 1. */
export class IdentityCalls {
  readonly #rest: RestClient;
  readonly #registry: Registry;
  readonly #guard: WriteGuard;

  constructor(rest: RestClient, registry: Registry, guard: WriteGuard) {
    this.#rest = rest;
    this.#registry = registry;
    this.#guard = guard;
  }

  get({ deviceId, moduleId }: TwinTarget): Promise<IdentityDocument> {
    return this.#body(
      moduleId === undefined ? this.#registry.get(deviceId) : this.#registry.getModule(deviceId, moduleId),
    );
  }

  create(target: TwinTarget): Promise<IdentityDocument> {
    this.#guard.check(`create ${targetName(target)}`);
    const { deviceId, moduleId } = target;
    return this.#body(
      moduleId === undefined
        ? this.#registry.create({ deviceId })
        : this.#registry.addModule({ deviceId, moduleId } as Parameters<Registry['addModule']>[0]),
    );
  }

  /** Its twin, modules and queued messages go with it. */
  async delete(target: TwinTarget): Promise<void> {
    this.#guard.check(`delete ${targetName(target)}`);
    const { deviceId, moduleId } = target;
    await this.#body(
      moduleId === undefined ? this.#registry.delete(deviceId) : this.#registry.removeModule(deviceId, moduleId),
    );
  }

  /** The whole identity is sent back, for what a PUT leaves out is made anew: the keys, for one. hub-reference 1.3. */
  async setStatus(deviceId: string, status: 'enabled' | 'disabled', reason?: string): Promise<IdentityDocument> {
    this.#guard.check(`${status === 'enabled' ? 'enable' : 'disable'} ${deviceId}`);
    const identity = await this.get({ deviceId });
    const path = `/devices/${encodeURIComponent(deviceId)}`;
    const body = { ...identity, status, statusReason: reason ?? null } as JsonObject;
    return (await this.#rest.call('PUT', path, { 'If-Match': `"${identity.etag}"` }, body)) as IdentityDocument;
  }

  modules(deviceId: string): Promise<readonly IdentityDocument[]> {
    return this.#body(this.#registry.getModulesOnDevice(deviceId));
  }

  async statistics(): Promise<{ readonly total: number; readonly enabled: number; readonly disabled: number }> {
    const counts = await this.#body<{ [name: string]: number }>(this.#registry.getRegistryStatistics());
    const { totalDeviceCount: total = 0, enabledDeviceCount: enabled = 0, disabledDeviceCount: disabled = 0 } = counts;
    return { total, enabled, disabled };
  }

  async #body<T>(call: Promise<ResultWithHttpResponse<unknown>>): Promise<T> {
    try {
      const { httpResponse } = await call;
      return this.#rest.bodyOf(httpResponse) as T;
    } catch (error) {
      throw serviceError(error);
    }
  }
}
