import type { IdentityKey } from '../state/identity.ts';
import type { Configuration } from './configuration.ts';

/** What one configuration targets. */
export type Targeting = { readonly configuration: Configuration; readonly keys: readonly IdentityKey[] };

/**
 * For each twin the configurations that target it, the winner first: the highest priority, of equal ones the newest.
 * `targetings` come in order of creation. hub-reference 6.2.
 */
export function assign(targetings: readonly Targeting[]): Map<IdentityKey, Configuration[]> {
  const best = [...targetings]
    .reverse()
    .sort((one, other) => other.configuration.priority - one.configuration.priority);
  const assigned = new Map<IdentityKey, Configuration[]>();
  for (const { configuration, keys } of best) {
    for (const key of keys) {
      const ranked = assigned.get(key);
      if (ranked === undefined) assigned.set(key, [configuration]);
      else ranked.push(configuration);
    }
  }
  return assigned;
}
