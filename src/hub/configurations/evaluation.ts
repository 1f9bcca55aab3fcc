import { bounds } from '../../lib/bounds.ts';
import { breather } from '../../lib/breather.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { Slots } from '../../lib/slots.ts';
import type { HubCore } from '../context.ts';
import { HubError } from '../hub-error.ts';
import { type IdentityKey, splitKey } from '../state/identity.ts';
import { applyToModules, desiredOfConfiguration } from './apply-content.ts';
import { assign, type Targeting } from './assignment.ts';
import type { Configuration, MetricResults } from './configuration.ts';
import { systemQueries } from './metric-queries.ts';
import { countMetrics } from './metrics.ts';
import { type KnownConfigurations, type Reconciliation, reconcile, sameStatuses, statuses } from './reconcile.ts';
import { edgeAgent, targetsOf } from './targets.ts';

/** Twins written at the same time. */
const parallel = bounds.hub.parallelDevices;

/** Brings twins in line with the configurations that target them. */
export class Evaluation {
  readonly #context: HubCore;
  /** Twins that may carry a status; all are looked at once, then these are known. */
  #carriers: Set<IdentityKey> | undefined;
  /** The ranking each twin is known to be in line with, so that it need not be read again. */
  readonly #inLine = new Map<IdentityKey, string>();
  readonly #desired = new WeakMap<JsonObject, JsonObject>();

  constructor(context: HubCore) {
    this.#context = context;
  }

  /** A twin that was made anew, or is gone. */
  forget(key: IdentityKey): void {
    this.#inLine.delete(key);
  }

  /**
   * One pass. What was `deleted` since the last one counts as gone even if another took its id. Resolves with what the
   * metrics came to, by configuration. Rejects when the disk refuses.
   */
  async run(
    configurations: readonly Configuration[],
    deleted: ReadonlySet<string>,
  ): Promise<Map<string, MetricResults>> {
    if (deleted.size > 0) this.#inLine.clear();
    const existing = new Map(configurations.map(configuration => [configuration.id, configuration]));
    const targetings = await this.#targetings(configurations);
    const assigned = assign(targetings);
    const carriers = await this.#knownCarriers();
    for (const key of assigned.keys()) carriers.add(key);
    await this.#reconcileAll(carriers, assigned, { existing, deleted });
    return this.#measure(targetings);
  }

  async #targetings(configurations: readonly Configuration[]): Promise<Targeting[]> {
    const targetings: Targeting[] = [];
    for (const configuration of configurations) {
      targetings.push({ configuration, keys: await targetsOf(this.#context, configuration) });
    }
    return targetings;
  }

  async #knownCarriers(): Promise<Set<IdentityKey>> {
    if (this.#carriers !== undefined) return this.#carriers;
    const carriers = new Set<IdentityKey>();
    const breathe = breather();
    for (const [key, twin] of this.#context.state.entries('twin')) {
      if (Object.keys(twin.configurations).length > 0) carriers.add(key);
      await breathe();
    }
    this.#carriers = carriers;
    return carriers;
  }

  async #reconcileAll(
    carriers: Set<IdentityKey>,
    assigned: ReadonlyMap<IdentityKey, readonly Configuration[]>,
    known: KnownConfigurations,
  ): Promise<void> {
    const slots = new Slots(parallel);
    const breathe = breather();
    let failure: unknown;
    for (const key of carriers) {
      await breathe();
      const ranked = assigned.get(key) ?? [];
      const ranking = rankingOf(ranked);
      if (this.#inLine.get(key) === ranking) continue;
      const left = () => ranked.length === 0 && carriers.delete(key);
      const twin = this.#context.state.get('twin', key);
      const change = twin && reconcile(twin, ranked, known, one => this.#desiredOf(one));
      if (change === undefined) {
        if (twin !== undefined) this.#noteInLine(key, ranking);
        left();
        continue;
      }
      await slots.take();
      // What was not written stays known, for the next pass: taken out and put back, this one would meet it again.
      this.#write(key, change, ranked)
        .then(left, error => {
          failure ??= error;
        })
        .finally(() => slots.release());
    }
    await slots.idle();
    if (failure !== undefined) throw failure;
  }

  async #write(key: IdentityKey, change: Reconciliation, ranked: readonly Configuration[]): Promise<void> {
    const { configurations, desired, winner } = change;
    const cause = { by: 'configuration', id: winner?.id ?? '' } as const;
    try {
      await this.#context.twins.configure(key, { configurations, desired, cause });
      if (desired !== undefined && winner !== undefined) await this.#writeModules(key, winner);
      this.#noteInLine(key, rankingOf(ranked));
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      if (error.status === 404) return;
      if (error.status !== 400) throw error;
      // The twin cannot take the content, e.g. for its size: it stays targeted until it can.
      const targeted = statuses(ranked, false);
      const known = this.#context.state.get('twin', key)?.configurations;
      if (known === undefined || sameStatuses(known, targeted)) return;
      await this.#context.twins.configure(key, { configurations: targeted, cause });
    }
  }

  #noteInLine(key: IdentityKey, ranking: string): void {
    if (ranking === '') this.#inLine.delete(key);
    else this.#inLine.set(key, ranking);
  }

  /** The agent's twin was written with its status; the other modules of the edge device follow. */
  async #writeModules(key: IdentityKey, winner: Configuration): Promise<void> {
    const { modulesContent } = winner.content;
    if (!isObject(modulesContent)) return;
    const { [edgeAgent]: _agent, ...others } = modulesContent;
    await applyToModules(this.#context, splitKey(key).deviceId, others, { by: 'configuration', id: winner.id });
  }

  #desiredOf(configuration: Configuration): JsonObject {
    const known = this.#desired.get(configuration.content);
    if (known !== undefined) return known;
    const desired = desiredOfConfiguration(configuration);
    this.#desired.set(configuration.content, desired);
    return desired;
  }

  async #measure(targetings: readonly Targeting[]): Promise<Map<string, MetricResults>> {
    const results = new Map<string, MetricResults>();
    for (const { configuration, keys } of targetings) {
      const { targetedCount: _targeted, appliedCount: _applied, ...reported } = systemQueries(configuration);
      const system: JsonObject = {
        targetedCount: keys.length,
        appliedCount: keys.filter(key => this.#isApplied(key, configuration.id)).length,
        ...(await countMetrics(this.#context, reported)),
      };
      results.set(configuration.id, { system, custom: await countMetrics(this.#context, configuration.metrics) });
    }
    return results;
  }

  #isApplied(key: IdentityKey, id: string): boolean {
    const ranking = this.#inLine.get(key);
    return ranking !== undefined && ranking.split(' ', 1)[0] === id;
  }
}

/** No id holds a space. */
function rankingOf(ranked: readonly Configuration[]): string {
  return ranked.map(({ id }) => id).join(' ');
}
