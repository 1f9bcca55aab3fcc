import { namesOf, pathsOf } from '../../query/compile/paths.ts';
import type { Path } from '../../query/language/ast.ts';
import { parseCondition } from '../../query/language/parser.ts';
import type { HubCore } from '../context.ts';
import { hubError } from '../error-codes.ts';
import { HubError } from '../hub-error.ts';
import { type IdentityKey, identityKey, isModuleKey } from '../state/identity.ts';
import { type Configuration, contentKind } from './configuration.ts';

export const edgeAgent = '$edgeAgent';

/** What a configuration's condition selects, as the twins that carry its status: of edge devices the agent's. */
export async function targetsOf(context: HubCore, configuration: Configuration): Promise<readonly IdentityKey[]> {
  const { targetCondition, content } = configuration;
  if (targetCondition.trim() === '') return [];
  const keys = await context.queries.select(targetCondition);
  switch (contentKind(content)) {
    case 'deviceContent':
      return keys.filter(key => !isModuleKey(key));
    case 'moduleContent':
      return keys.filter(isModuleKey);
    case 'modulesContent':
      return keys
        .filter(key => !isModuleKey(key) && context.state.get('identity', key)?.capabilities.iotEdge === true)
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
  // The queries took the text, so it can be parsed.
  const stranger = pathsOf(parseCondition(condition).where).find(path => !isTargetPath(path));
  if (stranger === undefined) return;
  const { start, end } = stranger.span;
  const [found, most] = [
    JSON.stringify(condition.slice(start, end)),
    `${targetPaths.slice(0, -1).join(', ')} and ${targetPaths.at(-1)}`,
  ];
  throw hubError('InvalidConfigurationTargetCondition', `a target condition may use only ${most}, found ${found}`);
}

/** What is live about this; that desired is among them is from the documentation's examples. hub-reference 5.7. */
const targetPaths = ['deviceId', 'moduleId', 'tags', 'properties.reported', 'properties.desired'] as const;

function isTargetPath(path: Path): boolean {
  const text = `${namesOf(path).join('.')}.`;
  return targetPaths.some(allowed => text.startsWith(`${allowed}.`));
}
