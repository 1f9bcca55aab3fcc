import { hostOf } from '../host-name.ts';

/** What a token is asked to open: a path below the hub, as decoded segments, e.g. `['devices', 'dev1']`. */
export type Resource = readonly string[];

/**
 * Whether a token's decoded `sr` is the resource or a prefix of it, segment by segment: `host/devices/A` opens A and
 * its modules, not AB. The host is one of the hub's names, with or without the port. hub-reference 0.4.
 */
export function coversResource(scope: string, hostNames: readonly string[], resource: Resource): boolean {
  const [authority = '', ...segments] = scope.replace(/^https?:\/\//i, '').split('/');
  // Some clients end the path with a slash, and an old form ends in `/api-version=2016-11-14`: where an id stands it is one.
  while (segments.at(-1) === '') segments.pop();
  if (segments.length % 2 === 1 && segments.at(-1)!.startsWith('api-version=')) segments.pop();
  if (!hostNames.includes(hostOf(authority)) || segments.length > resource.length) return false;
  return segments.every((segment, index) => sameSegment(segment, resource[index]!, index));
}

/** The words of the path are the same in any case, ids are not. */
function sameSegment(segment: string, wanted: string, index: number): boolean {
  return segment === wanted || (index % 2 === 0 && segment.toLowerCase() === wanted.toLowerCase());
}

export function identityResource(deviceId: string, moduleId?: string): Resource {
  return moduleId === undefined ? ['devices', deviceId] : ['devices', deviceId, 'modules', moduleId];
}
