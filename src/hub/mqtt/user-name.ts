import { hostOf } from '../host-name.ts';
import { type IdentityKey, identityKey } from '../state/identity.ts';
import { type PropertyBag, parsePropertyBag } from './property-bag.ts';

export type UserName = {
  /** Lower case, without the port and the brackets of an IPv6 address. */
  readonly host: string;
  readonly key: IdentityKey;
  /** `api-version`, `DeviceClientType`, `model-id`, …; all may be missing. */
  readonly properties: PropertyBag;
};

/**
 * `{host}/{deviceId}[/{moduleId}]/?api-version=…` and the older forms that circulate: without the slash, without the
 * question mark, without anything behind the id. hub-reference 3.1. Ids may hold question marks, too: `mark` is where
 * the one before the properties is, -1 where there is none.
 */
export function parseUserName(text: string, mark: number = text.lastIndexOf('?')): UserName | undefined {
  const segments = (mark < 0 ? text : text.slice(0, mark)).split('/');
  let bag = mark < 0 ? '' : text.slice(mark + 1);
  if (mark < 0 && segments.length > 2 && /(^|&)(api-version|DeviceClientType)=/.test(segments.at(-1)!)) {
    bag = segments.pop()!;
  }
  if (segments.at(-1) === '') segments.pop();
  const [host, deviceId, moduleId] = segments;
  if (!host || !deviceId || segments.length > 3) return undefined;
  return { host: hostOf(host), key: identityKey(deviceId, moduleId), properties: parsePropertyBag(bag) };
}
