import { bareObject, type JsonObject } from '../../lib/json.ts';
import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';
import type { MetricQueries } from './configuration.ts';

/** The rows that a query has, over all its pages. Rejects with HubError 400. */
async function countRows(context: HubCore, text: string): Promise<number> {
  let count = 0;
  let continuation: string | undefined;
  do {
    const page = await context.queries.run({ text, pageSize: undefined, continuation });
    count += page.rows;
    continuation = page.continuation;
  } while (continuation !== undefined);
  return count;
}

/** The count behind each query; one that no longer runs has none. */
export async function countMetrics(context: HubCore, queries: MetricQueries): Promise<JsonObject> {
  const results = bareObject();
  for (const name of Object.keys(queries)) {
    try {
      results[name] = await countRows(context, queries[name]!);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
    }
  }
  return results;
}

/** Throws HubError 400 InvalidConfigurationCustomMetricsQuery. */
export async function checkMetrics(context: HubCore, queries: MetricQueries): Promise<void> {
  const errors = await metricErrors(context, queries);
  const [first] = Object.keys(errors);
  if (first === undefined) return;
  const text = `The query of the metric ${JSON.stringify(first)} is not valid: ${errors[first]}`;
  throw hubError('InvalidConfigurationCustomMetricsQuery', text);
}

/** What is wrong with queries, by name; empty when nothing is. */
export async function metricErrors(context: HubCore, queries: MetricQueries): Promise<JsonObject> {
  const errors = bareObject();
  for (const name of Object.keys(queries)) {
    try {
      await context.queries.run({ text: queries[name]!, pageSize: 1, continuation: undefined });
    } catch (error) {
      if (!(error instanceof HubError) || error.status !== 400) throw error;
      errors[name] = error.message;
    }
  }
  return errors;
}
