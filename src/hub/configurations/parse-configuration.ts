import { bounds } from '../../lib/bounds.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { Configuration, MetricQueries } from './configuration.ts';
import { parseContent } from './content.ts';

/** What a PUT of a configuration holds. */
export type ConfigurationRequest = Omit<Configuration, 'createdTimeUtc' | 'lastUpdatedTimeUtc' | 'etag'>;

const idPattern = /^[a-z0-9\-+%_*!']{1,128}$/;
const mostMetrics = bounds.hub.metricsPerConfiguration;

export function parseConfigurationId(id: string): string {
  if (idPattern.test(id)) return id;
  const rule = "1 to 128 lower-case letters, digits or - + % _ * ! '";
  throw argumentInvalid(`The configuration id ${JSON.stringify(id)} is not valid: expected ${rule}`);
}

/** Throws HubError 400. Conditions and queries are checked by who can run them. */
export function parseConfiguration(id: string, body: Json): ConfigurationRequest {
  if (!isObject(body)) throw hubError('IotHubFormatError', 'A configuration must be a JSON object');
  if (body.id !== undefined && body.id !== id) {
    throw argumentInvalid(`id in the body is ${JSON.stringify(body.id)}, in the path ${JSON.stringify(id)}`);
  }
  return {
    id,
    schemaVersion: optionalText(body.schemaVersion, 'schemaVersion'),
    labels: parseLabels(body.labels),
    content: parseContent(body.content),
    targetCondition: optionalText(body.targetCondition, 'targetCondition') ?? '',
    priority: parsePriority(body.priority),
    metrics: parseMetrics(isObject(body.metrics) ? body.metrics.queries : undefined),
  };
}

/** Metric queries by name, at most five. */
export function parseMetrics(queries: Json | undefined): MetricQueries {
  if (queries === undefined || queries === null) return {};
  if (!isObject(queries)) throw argumentInvalid('metrics.queries must be an object of queries by name');
  const names = Object.keys(queries);
  if (names.length > mostMetrics) {
    throw argumentInvalid(`A configuration may have ${mostMetrics} custom metrics, found ${names.length}`);
  }
  const wrong = names.find(name => typeof queries[name] !== 'string');
  if (wrong !== undefined) throw argumentInvalid(`The query of the metric ${JSON.stringify(wrong)} must be a text`);
  return queries as MetricQueries;
}

function parseLabels(labels: Json | undefined): JsonObject | null {
  if (labels === undefined || labels === null) return null;
  if (!isObject(labels) || Object.values(labels).some(value => typeof value !== 'string')) {
    throw argumentInvalid('labels must be an object of texts');
  }
  return labels;
}

function parsePriority(priority: Json | undefined): number {
  if (priority === undefined || priority === null) return 0;
  if (typeof priority === 'number' && Number.isInteger(priority) && priority >= 0 && priority < 2 ** 31)
    return priority;
  throw argumentInvalid(`priority must be a whole number from 0 up, found ${JSON.stringify(priority)}`);
}

function optionalText(value: Json | undefined, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  throw argumentInvalid(`${name} must be a text, found ${JSON.stringify(value)}`);
}
