import { section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const twin = (name: string) => `test/hub/mqtt/twin-requests.test.ts: ${name}`;
const methods = (name: string) => `test/hub/mqtt/method-calls.test.ts: ${name}`;

/** hub-reference 3.6 and 3.7. */
export const mqttTwinRules = [
  ...section('Twins over MQTT', [
    [
      'mqtt-get',
      'GET answers desired and reported with their $version and nothing else; $rid comes back as written',
      'documentation',
      mqtt('GET answers both sections with their $version and nothing else'),
    ],
    [
      'mqtt-get-module',
      'Modules have their twin at the same topic',
      'documentation',
      twin('answers both sections with $version, without metadata, tags and identity'),
    ],
    [
      'mqtt-report',
      'A reported patch answers 204 without a body, the new $version in the topic',
      'live',
      mqtt('a reported patch answers 204 without a body, the new $version in the topic'),
    ],
    [
      'mqtt-report-merge',
      'A reported patch merges, and null deletes',
      'documentation',
      twin('answers 204 without a body, the new version in the topic'),
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
      'mqtt-refused-rules',
      'The rules and limits of twins hold for reports, $ keys included',
      'documentation',
      twin('of %s is refused with 400 and leaves the twin as it is'),
    ],
    [
      'mqtt-throttled',
      'Throttled twin requests answer 429',
      'documentation',
      'test/hub/faults/provoked.test.ts: throttling answers twin requests over MQTT with 429 and a body that has the code',
    ],
    [
      'mqtt-failed',
      'What the hub cannot do answers 5xx with a body',
      'documentation',
      twin('is neither answered nor acknowledged as done when the disk refuses it'),
    ],
    [
      'mqtt-order',
      'Patches are done in the order they were sent',
      'inferred',
      twin('of many at once is done in order'),
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
    [
      'mqtt-push-none',
      'Nothing is pushed on connecting or subscribing',
      'documentation',
      twin('are not queued for who is away, and not sent on connecting or subscribing'),
    ],
  ]),
  ...section('Direct methods on the device', [
    [
      'method-request',
      'Payloads come as JSON, null as the text null; unknown answers are ignored',
      'inferred',
      mqtt('come with their payload as JSON, null included, and late or unknown answers are ignored'),
    ],
    [
      'method-topic',
      'The name stands encoded in the topic; commands of a component are called component*command',
      'live',
      methods('of %s comes with its name encoded'),
    ],
    [
      'method-status',
      'The status is any integer, the body JSON or empty',
      'documentation',
      methods('answered with %i and %j is answered so'),
    ],
    [
      'method-once',
      'The first answer counts; late, unknown and foreign ones are ignored',
      'inferred',
      methods('takes one answer: a second, an unknown and a foreign one are ignored'),
    ],
  ]),
];
