import { bareObject, type JsonObject } from '../../lib/json.ts';
import { decimalEtag } from '../../twin/etag.ts';
import type { StoredDocument } from '../state/hub-state.ts';

/** What kind of twin a configuration's content goes to; each kind has winners of its own. */
export const contentKinds = ['deviceContent', 'moduleContent', 'modulesContent'] as const;
export type ContentKind = (typeof contentKinds)[number];

export type MetricQueries = { readonly [name: string]: string };

/** An automatic configuration as it is kept; times are ISO texts in UTC. hub-reference 6.2. */
export type Configuration = {
  readonly id: string;
  readonly schemaVersion: string | null;
  readonly labels: JsonObject | null;
  readonly content: JsonObject;
  readonly targetCondition: string;
  readonly priority: number;
  readonly metrics: MetricQueries;
  readonly createdTimeUtc: string;
  readonly lastUpdatedTimeUtc: string;
  /** Counter behind the etag. */
  readonly etag: number;
};

/** Counts by metric; empty until the configuration was evaluated for the first time. */
export type MetricResults = { readonly system: JsonObject; readonly custom: JsonObject };
export const noResults: MetricResults = { system: bareObject(), custom: bareObject() };

export function contentKind(content: JsonObject): ContentKind {
  return contentKinds.find(kind => content[kind] !== undefined) ?? 'deviceContent';
}

export function configurationEtag(configuration: Configuration): string {
  return decimalEtag(configuration.etag);
}

export function readConfiguration(document: StoredDocument): Configuration {
  return document as Configuration;
}
