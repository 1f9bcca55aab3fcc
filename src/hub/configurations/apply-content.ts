import { bareObject, isObject, type JsonObject } from '../../lib/json.ts';
import type { HubCore } from '../context.ts';
import type { Cause } from '../feed.ts';
import { identityKey } from '../state/identity.ts';
import { type Configuration, contentKind } from './configuration.ts';
import { desiredOf, overlay, type PathContent } from './content.ts';
import { edgeAgent } from './targets.ts';

/** What a configuration writes to the twin that carries its status. */
export function desiredOfConfiguration({ content }: Configuration): JsonObject {
  const kind = contentKind(content);
  const value = content[kind] as JsonObject;
  return desiredOf((kind === 'modulesContent' ? value[edgeAgent] : value) as PathContent);
}

/** Writes content for the modules of an edge device to those that exist. Throws HubError. */
export async function applyToModules(
  context: HubCore,
  deviceId: string,
  modules: JsonObject,
  cause: Cause,
): Promise<void> {
  for (const name of Object.keys(modules)) {
    const key = identityKey(deviceId, name);
    const twin = context.state.get('twin', key);
    const content = modules[name];
    if (twin === undefined || !isObject(content)) continue;
    await context.twins.patch(key, { desired: moduleDesired(twin.desired.values, content) }, { cause });
  }
}

/** Content for `properties.desired` as a whole replaces it, content for a path below is merged. */
function moduleDesired(current: JsonObject, content: PathContent): JsonObject {
  const desired = desiredOf(content);
  if (content['properties.desired'] === undefined) return desired;
  const cleared = bareObject();
  for (const key of Object.keys(current)) cleared[key] = null;
  return overlay(cleared, desired);
}
