import { hubError } from '../error-codes.ts';
import { argumentInvalid } from '../hub-error.ts';
import type { HubState } from '../state/hub-state.ts';
import type { Identity } from '../state/identity.ts';
import type { IdentityDraft } from './identity-draft.ts';

/** `deviceScope` and `parentScopes` of a device, both left out when it has none. hub-reference 1.5. */
export type Scopes = { readonly deviceScope?: string; readonly parentScopes?: readonly string[] };

/**
 * Where a device stands among edge devices. `ticks` ends the scope of a device that is born as edge; one that becomes
 * edge later has none there. Throws HubError 400.
 */
export function scopesOf(state: HubState, draft: IdentityDraft, before: Identity | undefined, ticks: string): Scopes {
  if (draft.moduleId !== undefined) return {};
  return draft.iotEdge ? edgeScopes(state, draft, before, ticks) : leafScopes(state, draft, before);
}

function edgeScopes(state: HubState, draft: IdentityDraft, before: Identity | undefined, ticks: string): Scopes {
  const [parent] = draft.parentScopes;
  if (parent !== undefined) requireParent(state, parent);
  const parents = parent === undefined ? {} : { parentScopes: [parent] };
  if (before === undefined) return { deviceScope: edgeScope(draft.deviceId, ticks), ...parents };
  if (!before.capabilities.iotEdge) {
    if (draft.deviceScope !== '') throw immutable('a device that becomes an edge device must send an empty one');
    return { deviceScope: edgeScope(draft.deviceId, ''), ...parents };
  }
  if (draft.deviceScope !== before.deviceScope) throw immutable(`an update must repeat ${before.deviceScope}`);
  return { deviceScope: before.deviceScope!, ...parents };
}

/** A leaf names its parent in `deviceScope`; `parentScopes` alone are ignored. */
function leafScopes(state: HubState, draft: IdentityDraft, before: Identity | undefined): Scopes {
  const { deviceScope } = draft;
  const wasEdge = before?.capabilities.iotEdge === true;
  if (!deviceScope || wasEdge) return {};
  requireParent(state, deviceScope);
  return { deviceScope, parentScopes: [deviceScope] };
}

const scheme = 'ms-azure-iot-edge://';

function edgeScope(deviceId: string, ticks: string): string {
  return `${scheme}${deviceId}-${ticks}`;
}

function requireParent(state: HubState, scope: string): void {
  const deviceId = scope.slice(scheme.length, scope.lastIndexOf('-'));
  const parent = scope.startsWith(scheme) ? state.get('identity', deviceId) : undefined;
  if (parent?.capabilities.iotEdge && parent.deviceScope === scope) return;
  throw hubError('InvalidDeviceScope', `no edge device has the scope ${JSON.stringify(scope)}`);
}

function immutable(hint: string) {
  return argumentInvalid(`Device scope is immutable: ${hint}`);
}
