import { bounds } from '../../lib/bounds.ts';
import { type IdentityKey, splitKey } from '../state/identity.ts';

/** What a client may publish to. hub-reference 3.5. `rid` and bags are kept as they were written. */
export type PublishTopic =
  | { readonly kind: 'twin-get'; readonly rid: string }
  | { readonly kind: 'twin-patch'; readonly rid: string; readonly version: number | undefined }
  | { readonly kind: 'method-answer'; readonly rid: string; readonly status: number }
  | { readonly kind: 'telemetry'; readonly bag: string };

/** What a client may subscribe to. hub-reference 3.5. */
export type Subscription = 'twin-answers' | 'desired' | 'methods' | 'messages';

const longestRequestId = bounds.mqtt.requestId;
const twinGet = '$iothub/twin/GET/?';
const twinPatch = '$iothub/twin/PATCH/properties/reported/?';
const methodAnswer = /^\$iothub\/methods\/res\/(-?\d{1,15})\/\?/;

/** Undefined when the hub does not know the topic, or when it is another identity's. */
export function parsePublishTopic(topic: string, key: IdentityKey): PublishTopic | undefined {
  if (topic.startsWith(twinGet)) {
    const rid = requestId(topic, twinGet.length);
    return rid === undefined ? undefined : { kind: 'twin-get', rid };
  }
  if (topic.startsWith(twinPatch)) return parseTwinPatch(topic);
  const answer = methodAnswer.exec(topic);
  if (answer !== null) {
    const rid = requestId(topic, answer[0].length);
    return rid === undefined ? undefined : { kind: 'method-answer', rid, status: Number(answer[1]) };
  }
  const events = `${identityPrefix(key)}/messages/events`;
  if (topic === events) return { kind: 'telemetry', bag: '' };
  return topic.startsWith(`${events}/`) ? { kind: 'telemetry', bag: topic.slice(events.length + 1) } : undefined;
}

/** Undefined when the hub does not know the filter, or when it is another identity's. */
export function parseFilter(filter: string, key: IdentityKey): Subscription | undefined {
  switch (filter) {
    case '$iothub/twin/res/#':
      return 'twin-answers';
    case '$iothub/twin/PATCH/properties/desired/#':
      return 'desired';
    case '$iothub/methods/POST/#':
      return 'methods';
    default:
      return messageFilters(key).includes(filter) ? 'messages' : undefined;
  }
}

/** A topic or filter that belongs to somebody else, as far as its beginning says. */
export function isForeignTopic(topic: string, key: IdentityKey): boolean {
  return topic.startsWith('devices/') && !`${topic}/`.startsWith(`${identityPrefix(key)}/`);
}

export const printTopic = {
  twinAnswer: (status: number, rid: string): string => `$iothub/twin/res/${status}/?$rid=${rid}`,
  reportAccepted: (rid: string, version: number): string => `$iothub/twin/res/204/?$rid=${rid}&$version=${version}`,
  desired: (version: number): string => `$iothub/twin/PATCH/properties/desired/?$version=${version}`,
  method: (name: string, rid: string): string => `$iothub/methods/POST/${encodeURIComponent(name)}/?$rid=${rid}`,
};

/** `devices/{id}`, or `devices/{id}/modules/{mid}`: what the topics of an identity begin with. */
export function identityPrefix(key: IdentityKey): string {
  const { deviceId, moduleId } = splitKey(key);
  return moduleId === undefined ? `devices/${deviceId}` : `devices/${deviceId}/modules/${moduleId}`;
}

/** Modules are subscribed to in three ways, one per family of SDKs. hub-reference 3.8. */
function messageFilters(key: IdentityKey): readonly string[] {
  const prefix = identityPrefix(key);
  if (splitKey(key).moduleId === undefined) return [`${prefix}/messages/devicebound/#`];
  return [`${prefix}/#`, `${prefix}/inputs/#`, `${prefix}/messages/devicebound/#`];
}

function parseTwinPatch(topic: string): PublishTopic | undefined {
  const rid = requestId(topic, twinPatch.length);
  const version = parameter(topic, twinPatch.length, '$version=');
  if (rid === undefined || (version !== undefined && !/^\d{1,15}$/.test(version))) return undefined;
  return { kind: 'twin-patch', rid, version: version === undefined ? undefined : Number(version) };
}

/** Undefined as well when the topic of an answer would be longer with it than topics can be. */
function requestId(topic: string, from: number): string | undefined {
  const rid = parameter(topic, from, '$rid=');
  return rid !== undefined && rid.length > longestRequestId ? undefined : rid;
}

/** A value of the topic's `?` part, as it was written. */
function parameter(topic: string, from: number, name: string): string | undefined {
  for (let start = from; start <= topic.length; ) {
    const end = topic.indexOf('&', start);
    const stop = end < 0 ? topic.length : end;
    if (topic.startsWith(name, start)) return topic.slice(start + name.length, stop);
    start = stop + 1;
  }
  return undefined;
}
