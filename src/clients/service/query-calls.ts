import type { Registry } from 'azure-iothub/dist/registry.js';
import { type JsonObject, toBareObject } from '../../lib/json.ts';
import { ClientError } from '../client-error.ts';
import { queryError } from '../sdk-errors.ts';
import type { RestClient } from './rest-client.ts';

export type QueryPage = {
  readonly rows: readonly JsonObject[];
  /** `Twin`, `DeviceJob` or `Raw`. */
  readonly itemType: string;
  /** What the next page is asked with; undefined on the last one. */
  readonly continuation: string | undefined;
  /** From sending the request to having the whole page. */
  readonly milliseconds: number;
};

export type QueryOptions = {
  /** Up to 100 on a real hub; left to the hub when not given. */
  readonly pageSize?: number | undefined;
  /** A page's `continuation`, to go on where that page ended. */
  readonly continuation?: string | undefined;
  /** Stops before the next page; a page under way is dropped. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * The pages of a query, each fetched when it is asked for. The continuation must go with the same text and page size;
 * a page may be short or empty and not be the last. hub-reference 5.1. Throws ClientError.
 */
export async function* queryPages(
  rest: RestClient,
  registry: Registry,
  text: string,
  options: QueryOptions = {},
): AsyncGenerator<QueryPage, void, void> {
  const query = registry.createQuery(text, options.pageSize);
  let continuation = options.continuation;
  do {
    const started = performance.now();
    const page = await unlessAborted(query.next(continuation as string), options.signal);
    const body = rest.bodyOf(page.message);
    if (!Array.isArray(body))
      throw new ClientError('hub-failure', 'the hub answered with something that is not a page');
    // An empty header means no more, where the SDK would go on for ever.
    continuation = query.continuationToken || undefined;
    yield {
      rows: body.map(row => toBareObject(row as JsonObject)),
      itemType: String(page.message.headers['x-ms-item-type'] ?? 'Raw'),
      continuation,
      milliseconds: performance.now() - started,
    };
  } while (continuation !== undefined && !options.signal?.aborted);
}

async function unlessAborted<T>(call: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal?.aborted) throw new ClientError('closed', 'cancelled');
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(new ClientError('closed', 'cancelled'));
    signal?.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([call, aborted]);
  } catch (error) {
    throw queryError(error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
