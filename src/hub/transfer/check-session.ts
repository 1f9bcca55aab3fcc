import { isObject, type JsonObject } from '../../lib/json.ts';
import type { Subscription } from '../mqtt/topics.ts';
import { shown } from './member-checks.ts';

/** All there are; the type sees to it that none is missing. */
const subscriptions: Record<Subscription, true> = {
  'twin-answers': true,
  desired: true,
  methods: true,
  messages: true,
};

/** What is wrong with a stored MQTT session, or undefined: a device is sent what its session says. */
export function sessionFault({ subscriptions: stored, ...others }: JsonObject): string | undefined {
  const [other] = Object.keys(others);
  if (other !== undefined)
    return `expected subscriptions of the session and nothing else, found ${JSON.stringify(other)}`;
  if (!isObject(stored)) return `expected subscriptions of the session to be an object, found ${shown(stored)}`;
  for (const name of Object.keys(stored)) {
    if (!Object.hasOwn(subscriptions, name)) {
      const known = Object.keys(subscriptions).join(', ');
      return `expected the subscriptions of the session to be of ${known}, found ${shown(name)}`;
    }
    const qos = stored[name];
    if (qos !== 0 && qos !== 1) return `expected the QoS of the session's ${name} to be 0 or 1, found ${shown(qos)}`;
  }
  return undefined;
}
