import type { JsonObject } from '../../lib/json.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { RestClient } from './rest-client.ts';

/** Automatic configurations as the hub tells of them. hub-reference 6.2. */
export type ConfigurationDocument = {
  readonly id: string;
  readonly targetCondition?: string;
  readonly priority?: number;
  readonly etag: string;
  readonly labels?: { readonly [name: string]: string } | null;
  readonly content?: JsonObject;
  readonly metrics?: JsonObject;
  readonly systemMetrics?: JsonObject;
  readonly createdTimeUtc?: string;
  readonly lastUpdatedTimeUtc?: string;
};

/** Automatic device management. Every call throws ClientError. hub-reference 6.2. */
export class ConfigurationCalls {
  readonly #rest: RestClient;
  readonly #guard: WriteGuard;

  constructor(rest: RestClient, guard: WriteGuard) {
    this.#rest = rest;
    this.#guard = guard;
  }

  async list(): Promise<readonly ConfigurationDocument[]> {
    return (await this.#rest.call('GET', '/configurations')) as unknown as readonly ConfigurationDocument[];
  }

  async get(id: string): Promise<ConfigurationDocument> {
    return (await this.#rest.call('GET', pathOf(id))) as unknown as ConfigurationDocument;
  }

  /** Creates without an etag, updates with one, or with `*`. */
  async put(id: string, content: JsonObject, etag?: string): Promise<ConfigurationDocument> {
    this.#guard.check(`write the configuration ${id}`);
    const headers: { [name: string]: string } = etag === undefined ? {} : { 'If-Match': quoted(etag) };
    return (await this.#rest.call('PUT', pathOf(id), headers, { ...content, id })) as unknown as ConfigurationDocument;
  }

  /** What it has written into twins stays there. */
  async delete(id: string, etag = '*'): Promise<void> {
    this.#guard.check(`delete the configuration ${id}`);
    await this.#rest.call('DELETE', pathOf(id), { 'If-Match': quoted(etag) });
  }
}

function pathOf(id: string): string {
  return `/configurations/${encodeURIComponent(id)}`;
}

function quoted(etag: string): string {
  return /^(\*|".*")$/.test(etag) ? etag : `"${etag}"`;
}
