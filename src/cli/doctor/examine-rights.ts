import type { HubConnection } from '../../clients/hub-connection.ts';
import { type Attempt, attempt, isUnauthorized } from './attempt.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

/** What a key or a login may do is not written in it, so it is tried, by reading only. hub-reference 0.4. */
export async function* examineRights({ service }: HubConnection): AsyncGenerator<Finding, void, void> {
  const registry = await attempt('RegistryRead', () => service.identities.statistics());
  const twins = await attempt('ServiceConnect', () => service.query('SELECT COUNT() AS n FROM devices').next());
  if (isUnauthorized(registry) && isUnauthorized(twins)) {
    const { hint, exitCode } = twins.finding!;
    yield failed('key', `neither registry nor twins may be read: ${twins.finding!.text}`, hint, exitCode);
    return;
  }
  yield refused('RegistryRead', registry, 'devices cannot be listed or connected by id') ??
    ok('RegistryRead', `${registry.value!.total} devices`);
  yield refused('ServiceConnect', twins, 'twins, queries and methods are refused') ??
    ok('ServiceConnect', 'twins and queries are allowed');
}

/** A right that was refused is missing, rather than the key wrong: with a wrong key both rights are refused. */
function refused(right: string, tried: Attempt<unknown>, without: string): Finding | undefined {
  if (!isUnauthorized(tried)) return tried.finding;
  return warning(right, `not granted: ${without}`, `Give the policy the right ${right}, or use another policy.`);
}
