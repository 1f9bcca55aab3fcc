import type { JsonObject } from '../../lib/json.ts';
import { type Configuration, configurationEtag, type MetricResults } from './configuration.ts';
import { systemQueries } from './metric-queries.ts';

/** A configuration as it is answered; its etag is bare here and quoted in the header. hub-reference 6.2. */
export function configurationDocument(configuration: Configuration, results: MetricResults): JsonObject {
  return {
    id: configuration.id,
    schemaVersion: configuration.schemaVersion,
    labels: configuration.labels,
    content: configuration.content,
    targetCondition: configuration.targetCondition,
    createdTimeUtc: configuration.createdTimeUtc,
    lastUpdatedTimeUtc: configuration.lastUpdatedTimeUtc,
    priority: configuration.priority,
    systemMetrics: { results: results.system, queries: systemQueries(configuration) },
    metrics: { results: results.custom, queries: configuration.metrics },
    etag: configurationEtag(configuration),
  };
}
