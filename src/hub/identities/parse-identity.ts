import { bounds } from '../../lib/bounds.ts';
import { type JsonObject, kindOf } from '../../lib/json.ts';
import { hubError } from '../error-codes.ts';
import { readBoolean, readMember, readString, readWord } from '../http/body-members.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { DraftDefaults, IdentityDraft } from './identity-draft.ts';
import { parseAuthentication } from './parse-authentication.ts';

const longestScope = bounds.hub.scope;
/** Nesting of edge devices goes five deep, and a device has one parent. */
const mostParents = bounds.hub.parents;

/** The body of a PUT, or an item of a bulk operation. Read-only members are ignored. Throws HubError 400. */
export function parseIdentity(body: JsonObject, name: DraftDefaults): IdentityDraft {
  const capabilities = readMember(body, 'capabilities');
  return {
    ...name,
    status: readWord(body, 'status', ['enabled', 'disabled']) ?? 'enabled',
    statusReason: readString(body, 'statusReason', 128) ?? null,
    authentication: parseAuthentication(body, name.moduleId !== undefined),
    iotEdge: (capabilities && readBoolean(capabilities, 'iotEdge')) ?? false,
    deviceScope: readString(body, 'deviceScope', longestScope),
    parentScopes: parseParentScopes(body),
    managedBy: readString(body, 'managedBy', 128),
  };
}

/** Path and body must name the same identity (inferred, hub-reference 1.2). */
export function requireSameName(body: JsonObject, { deviceId, moduleId }: DraftDefaults): void {
  requireSame(body, 'deviceId', deviceId);
  if (moduleId !== undefined) requireSame(body, 'moduleId', moduleId);
}

function requireSame(body: JsonObject, name: string, id: string): void {
  const named = readString(body, name, 1024);
  if (named === undefined) throw hubError('ArgumentNull', `the body lacks ${name}, it must be ${JSON.stringify(id)}`);
  if (named !== id) throw argumentInvalid(`the body names ${JSON.stringify(named)}, the path ${JSON.stringify(id)}`);
}

function parseParentScopes(body: JsonObject): readonly string[] {
  const scopes = body.parentScopes;
  if (scopes === undefined || scopes === null) return [];
  if (!Array.isArray(scopes)) throw argumentInvalid(`parentScopes must be an array, found ${kindOf(scopes)}`);
  if (scopes.length > mostParents) throw argumentInvalid(`parentScopes may hold ${mostParents} scopes`);
  return scopes.map((scope: unknown) => {
    if (typeof scope === 'string' && scope.length <= longestScope) return scope;
    throw argumentInvalid('parentScopes must hold the scopes of edge devices');
  });
}
