import type { Json, JsonObject } from '../../lib/json.ts';
import { systemTimers, type Timers } from '../../lib/timers.ts';
import { timestamp } from '../clock.ts';
import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import type { HubEventRecord } from '../feed.ts';
import {
  type Configuration,
  configurationEtag,
  type MetricResults,
  noResults,
  readConfiguration,
} from './configuration.ts';
import { configurationDocument } from './configuration-document.ts';
import { requirePlace } from './configuration-places.ts';
import { Evaluation } from './evaluation.ts';
import { EvaluationSchedule } from './evaluation-schedule.ts';
import { checkMetrics } from './metrics.ts';
import { type ConfigurationRequest, parseConfiguration, parseConfigurationId } from './parse-configuration.ts';
import { checkTargetCondition } from './targets.ts';

/** Milliseconds: the index and the evaluation measure time apart. */
const indexPatience = 20;

/** A configuration as it is answered, and its etag as the header has it. */
export type ConfigurationAnswer = { readonly body: JsonObject; readonly etag: string };

/** The automatic configurations of a hub. hub-reference 6.2. */
export class Configurations {
  readonly #context: HubCore;
  readonly #timers: Timers;
  readonly #evaluation: Evaluation;
  readonly #schedule: EvaluationSchedule;
  #results = new Map<string, MetricResults>();
  #deleted = new Set<string>();
  /** When a twin or an identity last changed, by the timers. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #unsubscribe: (() => void) | undefined;

  constructor(context: HubCore, timers: Timers = systemTimers) {
    this.#context = context;
    this.#timers = timers;
    this.#evaluation = new Evaluation(context);
    this.#schedule = new EvaluationSchedule(timers, () => this.#evaluate());
  }

  /** Evaluates what an earlier process left, then follows the twins. */
  start(): void {
    this.#unsubscribe = this.#context.feed.subscribe(event => this.#onEvent(event), 'changes');
    this.#schedule.start();
    if (this.#context.state.count('configuration') > 0) this.#schedule.ask();
  }

  close(): void {
    this.#unsubscribe?.();
    this.#schedule.close();
  }

  /** In order of creation. */
  async list(): Promise<JsonObject[]> {
    await this.#context.state.settled('configuration');
    return this.#all().map(configuration => this.#document(configuration));
  }

  /** Throws HubError 404. */
  async get(id: string): Promise<ConfigurationAnswer> {
    await this.#context.state.settled('configuration', id);
    return this.#answer(this.#require(id));
  }

  /**
   * Creates without a condition, updates with one. `ifMatch` is the header as it was sent: an etag that is not quoted
   * is no condition here. Throws HubError 400, 404, 409, 412, 413. hub-reference 0.5.
   */
  async put(id: string, body: Json, ifMatch: string | undefined): Promise<ConfigurationAnswer> {
    const request = parseConfiguration(parseConfigurationId(id), body);
    await checkTargetCondition(this.#context, request.targetCondition);
    await checkMetrics(this.#context, request.metrics);
    const before = this.#find(id);
    const condition = putCondition(ifMatch);
    if (condition === undefined) this.#checkCreation(request, before);
    else checkCondition(this.#require(id), condition);
    const now = timestamp(this.#context.clock);
    const after: Configuration = {
      ...request,
      // What a configuration does cannot be changed: a live hub answers 200 and keeps the content. hub-reference 6.2.
      content: before?.content ?? request.content,
      createdTimeUtc: before?.createdTimeUtc ?? now,
      lastUpdatedTimeUtc: now,
      etag: (before?.etag ?? 0) + 1,
    };
    await this.#context.state.commit([{ kind: 'configuration', key: id, value: after }]);
    this.#schedule.ask();
    return this.#answer(after);
  }

  /** Throws HubError 404, 412. */
  async delete(id: string, ifMatch: string | undefined): Promise<void> {
    const before = this.#require(id);
    if (ifMatch !== undefined) checkCondition(before, unquoted(ifMatch) ?? ifMatch);
    await this.#context.state.commit([{ kind: 'configuration', key: id, value: undefined }]);
    this.#results.delete(id);
    this.#deleted.add(id);
    this.#schedule.ask();
  }

  #onEvent(event: HubEventRecord): void {
    if (event.type === 'lifecycle' && event.operation !== 'update') this.#evaluation.forget(event.key);
    const isChange = event.type === 'lifecycle' || (event.type === 'twin' && event.cause.by !== 'configuration');
    if (!isChange || this.#context.state.count('configuration') === 0) return;
    this.#changedAt = this.#timers.now();
    this.#schedule.ask();
  }

  /** Conditions are looked up in the index: what it does not show yet is looked at again once it does. */
  async #evaluate(): Promise<void> {
    const shownIn = this.#changedAt + this.#context.faults.indexLag - this.#timers.now();
    if (this.#context.faults.indexLag > 0 && shownIn >= 0) this.#schedule.ask(shownIn + indexPatience);
    const deleted = this.#deleted;
    if (deleted.size === 0 && this.#context.state.count('configuration') === 0) return;
    this.#deleted = new Set();
    try {
      this.#results = await this.#evaluation.run(this.#all(), deleted);
    } catch (error) {
      for (const id of deleted) this.#deleted.add(id);
      throw error;
    }
  }

  #all(): Configuration[] {
    return [...this.#context.state.entries('configuration')].map(([, document]) => readConfiguration(document));
  }

  #find(id: string): Configuration | undefined {
    const document = this.#context.state.get('configuration', id);
    return document && readConfiguration(document);
  }

  #require(id: string): Configuration {
    const configuration = this.#find(id);
    if (configuration !== undefined) return configuration;
    throw hubError('ConfigurationNotFound', `No configuration has the ID '${id}'.`);
  }

  #checkCreation({ id, content }: ConfigurationRequest, before: Configuration | undefined): void {
    if (before === undefined) return requirePlace(content, this.#all(), this.#context.faults.tier);
    throw hubError('ConfigurationAlreadyExists', `A configuration with ID '${id}' already exists.`);
  }

  #answer(configuration: Configuration): ConfigurationAnswer {
    return { body: this.#document(configuration), etag: `"${configurationEtag(configuration)}"` };
  }

  #document(configuration: Configuration): JsonObject {
    return configurationDocument(configuration, this.#results.get(configuration.id) ?? noResults);
  }
}

/** A star may be bare, an etag must be quoted; anything else is as if nothing was sent. */
function putCondition(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined) return undefined;
  return ifMatch.trim() === '*' ? '*' : unquoted(ifMatch);
}

function unquoted(header: string): string | undefined {
  return /^"(.*)"$/.exec(header.trim())?.[1];
}

function checkCondition(configuration: Configuration, etag: string): void {
  if (etag === '*' || etag === configurationEtag(configuration)) return;
  throw hubError('PreconditionFailed', 'PreconditionFailed, ETag may be invalid.');
}
