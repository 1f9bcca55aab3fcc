import { bareObject, type JsonObject } from '../../lib/json.ts';
import type { ConfigurationStatus, TwinState } from '../../twin/twin.ts';
import type { Configuration } from './configuration.ts';
import { overlay, removalOf } from './content.ts';

export type Reconciliation = {
  readonly configurations: TwinState['configurations'];
  /** What the winner brings and the one before it leaves behind; undefined when the winner is the same. */
  readonly desired: JsonObject | undefined;
  readonly winner: Configuration | undefined;
};

export type KnownConfigurations = {
  readonly existing: ReadonlyMap<string, Configuration>;
  /** Ids whose statuses in twins are of a configuration that is gone. */
  readonly deleted: ReadonlySet<string>;
};

/**
 * What has to be written to a twin so that it follows the configurations that target it now; undefined when it does.
 *
 * The winner is `Applied`, the outranked are `Targeted`. Content is written when the winner changes and not again:
 * what others write over it stays. A winner that no longer targets the twin takes its settings along, a deleted one
 * leaves them. hub-reference 6.2, 10.12.
 */
export function reconcile(
  twin: TwinState,
  ranked: readonly Configuration[],
  known: KnownConfigurations,
  desiredOf: (configuration: Configuration) => JsonObject,
): Reconciliation | undefined {
  const [winner] = ranked;
  const configurations = statuses(ranked);
  const before = Object.keys(twin.configurations).find(
    id => twin.configurations[id]?.status === 'Applied' && !known.deleted.has(id),
  );
  if (before === winner?.id && sameStatuses(twin.configurations, configurations)) return undefined;
  if (before === winner?.id) return { configurations, desired: undefined, winner };
  const gone = before === undefined ? undefined : known.existing.get(before);
  const removal = gone === undefined ? bareObject() : removalOf(desiredOf(gone));
  const desired = winner === undefined ? removal : overlay(removal, desiredOf(winner));
  return { configurations, desired, winner };
}

export function statuses(ranked: readonly Configuration[], applied = true): TwinState['configurations'] {
  const result = bareObject() as { [id: string]: ConfigurationStatus };
  for (const [rank, { id }] of ranked.entries()) {
    result[id] = { status: applied && rank === 0 ? 'Applied' : 'Targeted' };
  }
  return result;
}

export function sameStatuses(one: TwinState['configurations'], other: TwinState['configurations']): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every(id => one[id]!.status === other[id]?.status);
}
