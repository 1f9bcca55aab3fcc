import type { JsonObject } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import type { Tier } from '../faults/faults.ts';
import { configurationCount, edgeDeploymentCount } from '../faults/quotas.ts';
import { type Configuration, contentKind } from './configuration.ts';

/** Throws HubError 413 when a hub of this tier holds as many as it may already. hub-reference 6.2. */
export function requirePlace(content: JsonObject, present: readonly Configuration[], tier: Tier): void {
  check(present.length, configurationCount(tier), 'configurations');
  if (contentKind(content) !== 'modulesContent') return;
  const deployments = present.filter(other => contentKind(other.content) === 'modulesContent').length;
  check(deployments, edgeDeploymentCount(tier), 'deployments to edge devices');
}

function check(taken: number, places: number, what: string): void {
  if (taken < places) return;
  throw hubError('ConfigurationCountLimitExceeded', `A hub of this tier holds ${places} ${what}.`);
}
