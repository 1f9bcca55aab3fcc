import { decimalEtag, twinEtag } from '../../twin/etag.ts';
import { type Section, type TwinState, twinVersion } from '../../twin/twin.ts';
import type { HubContext } from '../context.ts';
import { type Activity, type Identity, identityKey } from '../state/identity.ts';

/**
 * The whole twin as JSON text, members in the order of captured answers. hub-reference 2.2. It is put together from
 * pieces: building the document as an object first would copy both sections.
 */
export function twinDocumentJson(twin: TwinState, identity: Identity, activity: Activity): string {
  const head = { etag: twin.etag, modelId: JSON.stringify(twin.modelId), version: twinVersion(twin) };
  return `${twinHeadJson(head, identity, activity)}${optionalJson('tags', twin.tags)}${optionalJson(
    'configurations',
    twin.configurations,
  )}"properties":{"desired":${sectionJson(twin.desired)},"reported":${sectionJson(twin.reported)}},${twinEndJson(identity)}`;
}

/** `modelId` is JSON text. */
export type TwinHead = { readonly etag: number; readonly modelId: string; readonly version: number };

/** All before `tags`, with a comma behind it. */
export function twinHeadJson(head: TwinHead, identity: Identity, activity: Activity): string {
  return `{${namesJson(identity)},${mirrorJson(head, identity, activity)},"version":${head.version},`;
}

/** All behind `properties` and its comma. */
export function twinEndJson(identity: Identity): string {
  return `${endJson(identity)}}`;
}

/** The twin of an identity as it is now; undefined when there is none. */
export function currentTwinJson(
  { state, connections }: Pick<HubContext, 'state' | 'connections'>,
  name: { readonly deviceId: string; readonly moduleId?: string | undefined },
  twin: TwinState,
): string | undefined {
  const key = identityKey(name.deviceId, name.moduleId);
  const identity = state.get('identity', key);
  return identity && twinDocumentJson(twin, identity, connections.activity(key));
}

/** Values first, then `$metadata` and `$version`. */
function sectionJson({ values, metadata, version }: Section): string {
  const members = JSON.stringify(values);
  const head = members === '{}' ? '{' : `${members.slice(0, -1)},`;
  return `${head}"$metadata":${JSON.stringify(metadata)},"$version":${version}}`;
}

/** Ids hold no character that JSON escapes. hub-reference 1.2. */
function namesJson({ deviceId, moduleId }: Identity): string {
  return moduleId === undefined ? `"deviceId":"${deviceId}"` : `"deviceId":"${deviceId}","moduleId":"${moduleId}"`;
}

/** What the twin mirrors of its identity. */
function mirrorJson({ etag, modelId }: TwinHead, identity: Identity, activity: Activity): string {
  const { status, statusReason, statusUpdatedTime, authentication } = identity;
  const reason = statusReason === null ? '' : `"statusReason":${JSON.stringify(statusReason)},`;
  const connectionState = activity.connected ? 'Connected' : 'Disconnected';
  return (
    `"etag":"${twinEtag(etag)}","deviceEtag":"${decimalEtag(identity.etag)}","status":"${status}",${reason}` +
    `"statusUpdateTime":"${statusUpdatedTime}","connectionState":"${connectionState}",` +
    `"lastActivityTime":"${activity.lastActivityTime}","cloudToDeviceMessageCount":0,` +
    `"authenticationType":"${authentication.type}","x509Thumbprint":${thumbprintsJson(identity)},` +
    `"modelId":${modelId}`
  );
}

const noThumbprints = '{"primaryThumbprint":null,"secondaryThumbprint":null}';

/** The live hub capitalises the names of thumbprints that are set. hub-reference 2.2. */
function thumbprintsJson({ authentication }: Identity): string {
  const { primaryThumbprint, secondaryThumbprint } = authentication.x509Thumbprint;
  if (primaryThumbprint === null && secondaryThumbprint === null) return noThumbprints;
  return JSON.stringify({ PrimaryThumbprint: primaryThumbprint, SecondaryThumbprint: secondaryThumbprint });
}

/** Empty ones are left out, never null: C# refuses that. */
function optionalJson(name: string, value: object): string {
  const text = JSON.stringify(value);
  return text === '{}' ? '' : `"${name}":${text},`;
}

function endJson({ capabilities, deviceScope, parentScopes }: Identity): string {
  const scope = deviceScope === undefined ? '' : `,"deviceScope":${JSON.stringify(deviceScope)}`;
  const parents = parentScopes === undefined ? '' : `,"parentScopes":${JSON.stringify(parentScopes)}`;
  return `"capabilities":{"iotEdge":${capabilities.iotEdge}}${scope}${parents}`;
}
