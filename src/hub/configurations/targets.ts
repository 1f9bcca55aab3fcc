import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';
import { type IdentityKey, identityKey } from '../state/identity.ts';
import { type Configuration, contentKind } from './configuration.ts';

export const edgeAgent = '$edgeAgent';

/** What a configuration's condition selects, as the twins that carry its status: of edge devices the agent's. */
export async function targetsOf(context: HubCore, configuration: Configuration): Promise<readonly IdentityKey[]> {
  const { targetCondition, content } = configuration;
  if (targetCondition.trim() === '') return [];
  const keys = await context.queries.select(targetCondition);
  switch (contentKind(content)) {
    case 'deviceContent':
      return keys.filter(key => !isModule(key));
    case 'moduleContent':
      return keys.filter(isModule);
    case 'modulesContent':
      return keys
        .filter(key => !isModule(key) && context.state.get('identity', key)?.capabilities.iotEdge === true)
        .map(key => identityKey(key, edgeAgent))
        .filter(key => context.state.get('twin', key) !== undefined);
  }
}

/** Throws HubError 400 InvalidConfigurationTargetCondition. */
export async function checkTargetCondition(context: HubCore, condition: string): Promise<void> {
  if (condition.trim() === '') return;
  try {
    await context.queries.select(condition);
  } catch (error) {
    if (!(error instanceof HubError) || error.status !== 400) throw error;
    throw hubError('InvalidConfigurationTargetCondition', error.message);
  }
}

function isModule(key: IdentityKey): boolean {
  return key.includes('/');
}
