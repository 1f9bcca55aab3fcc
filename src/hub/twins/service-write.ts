import type { JsonObject } from '../../lib/json.ts';
import type { ServiceWrite } from '../../twin/write.ts';
import { readMember } from '../http/body-members.ts';

/**
 * What a body writes of a twin. All other members are read-only and ignored: Explorer and the CLI send back the whole
 * twin they fetched. hub-reference 2.5. Throws HubError 400.
 */
export function readServiceWrite(body: JsonObject): ServiceWrite {
  const desired = readMember(body, 'properties')?.desired;
  return { ...(body.tags !== undefined && { tags: body.tags }), ...(desired !== undefined && { desired }) };
}
