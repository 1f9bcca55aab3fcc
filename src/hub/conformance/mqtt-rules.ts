import { section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;

/** hub-reference 3.1 to 3.7. */
export const mqttRules = [
  ...section('CONNECT', [
    [
      'connect-user-name',
      'Every form of the user name that clients write is taken',
      'sdk',
      mqtt('takes every user name that clients write'),
    ],
    [
      'connack-refused',
      'Every refusal is CONNACK 5, then the end',
      'sdk',
      mqtt('is refused with code 5 and closed: %s'),
    ],
    [
      'connack-disabled',
      'A disabled device is refused with code 5',
      'sdk',
      mqtt('of a disabled device is refused with code 5'),
    ],
    [
      'connect-first',
      'CONNECT comes first and once',
      'documentation',
      mqtt('a second time, or anything else first, closes the connection'),
    ],
  ]),
  ...section('Sessions', [
    [
      'session-persistent',
      'With clean session 0 subscriptions last over connections, and session-present says so',
      'sdk',
      mqtt('with clean session 0 keep their subscriptions over connections'),
    ],
    [
      'session-clean',
      'With clean session 1 there are none',
      'documentation',
      mqtt('with clean session 1 begin without subscriptions'),
    ],
    [
      'session-no-queue',
      'Desired changes are not queued for a device that is away',
      'documentation',
      mqtt('queue no desired properties while the device is away'),
    ],
    [
      'session-exclusive',
      'A new connection of an identity closes the older one',
      'documentation',
      mqtt('of one identity are one connection: the newer closes the older'),
    ],
    [
      'session-keep-alive',
      'The connection ends after 1.5 times the keep-alive without a packet',
      'documentation',
      mqtt('end when nothing comes for 1.5 times the keep-alive'),
    ],
    [
      'session-deleted',
      'The connection ends when its identity is deleted',
      'documentation',
      mqtt('end when the identity is deleted'),
    ],
  ]),
  ...section('PUBLISH and SUBSCRIBE', [
    [
      'publish-qos-2',
      'PUBLISH with QoS 2 closes the connection',
      'documentation',
      mqtt('PUBLISH with QoS 2 closes the connection'),
    ],
    [
      'publish-qos-1',
      'PUBLISH with QoS 1 is acknowledged; RETAIN becomes the property mqtt-retain',
      'documentation',
      mqtt('PUBLISH with QoS 1 is acknowledged, with RETAIN it is telemetry with a property'),
    ],
    [
      'subscribe-granted',
      'SUBSCRIBE grants 0 and 1 as asked, 2 as 1, and takes five filters in one packet',
      'sdk',
      mqtt('SUBSCRIBE grants QoS 0 and 1 as asked and 2 as 1, five filters in one packet'),
    ],
    [
      'publish-unknown',
      'PUBLISH to an undocumented topic, or to that of another device, closes the connection',
      'inferred',
      mqtt('PUBLISH to %s closes the connection'),
    ],
    [
      'subscribe-unknown',
      'SUBSCRIBE to anything else closes the connection; a SUBACK always means success',
      'live',
      mqtt('SUBSCRIBE to %s closes the connection, without a SUBACK'),
    ],
    [
      'lenient',
      'A lenient hub tolerates what it does not know',
      'inferred',
      mqtt('a lenient hub tolerates what it does not know'),
    ],
  ]),
  ...section('Twins over MQTT', [
    [
      'mqtt-get',
      'GET answers desired and reported with their $version and nothing else; $rid comes back as written',
      'documentation',
      mqtt('GET answers both sections with their $version and nothing else'),
    ],
    [
      'mqtt-report',
      'A reported patch answers 204 without a body, the new $version in the topic',
      'live',
      mqtt('a reported patch answers 204 without a body, the new $version in the topic'),
    ],
    [
      'mqtt-lock',
      '$version in the topic is an optimistic lock: 412',
      'sdk',
      mqtt('$version in the topic locks: another number is 412'),
    ],
    [
      'mqtt-refused',
      "A refusal has a body with errorCode: Node's SDK ignores the status",
      'sdk',
      mqtt('a patch of %j answers 400 with a body of JSON that has errorCode'),
    ],
    [
      'mqtt-throttled',
      'Throttled twin requests answer 429',
      'documentation',
      'test/hub/faults/provoked.test.ts: throttling answers twin requests over MQTT with 429 and a body that has the code',
    ],
    [
      'mqtt-push',
      'Desired changes are pushed as their diff, $version in body and topic, at QoS 0',
      'documentation',
      mqtt('desired changes are told as their diff, with $version in body and topic, at QoS 0'),
    ],
    [
      'mqtt-push-replace',
      'A replacement is pushed as a diff with nulls',
      'documentation',
      mqtt('a replacement is told as what is new, and null for what is gone'),
    ],
  ]),
  ...section('Direct methods on the device', [
    [
      'method-request',
      'Payloads come as JSON, null as the text null; unknown answers are ignored',
      'inferred',
      mqtt('come with their payload as JSON, null included, and late or unknown answers are ignored'),
    ],
  ]),
];
