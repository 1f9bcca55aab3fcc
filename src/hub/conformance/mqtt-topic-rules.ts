import { section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const publish = (name: string) => `test/hub/mqtt/publish-subscribe.test.ts: ${name}`;
const topics = (name: string) => `test/hub/mqtt/wire-topics.test.ts: ${name}`;
const twin = (name: string) => `test/hub/mqtt/twin-requests.test.ts: ${name}`;

/** hub-reference 3.4 and 3.5. */
export const mqttTopicRules = [
  ...section('PUBLISH and SUBSCRIBE', [
    [
      'publish-qos-2',
      'PUBLISH with QoS 2 closes the connection',
      'documentation',
      mqtt('PUBLISH with QoS 2 closes the connection'),
    ],
    [
      'publish-qos-1',
      'PUBLISH with QoS 1 is acknowledged, on every topic',
      'documentation',
      publish('at QoS 0 is accepted and not acknowledged, at QoS 1 it is, on every topic'),
    ],
    [
      'publish-order',
      'PUBLISH at QoS 1 is acknowledged in the order it came (MQTT 3.1.1, 4.6)',
      'documentation',
      publish('is acknowledged in the order it came, whatever has to wait for the disk'),
    ],
    [
      'publish-qos-0',
      'PUBLISH with QoS 0 is accepted everywhere',
      'documentation',
      topics('takes PUBLISH at QoS 0 and 1, and every other topic closes the connection'),
    ],
    [
      'publish-retain',
      'RETAIN is not stored; it becomes the property mqtt-retain',
      'documentation',
      publish('with RETAIN marks the message and is not stored'),
    ],
    [
      'subscribe-granted',
      'SUBSCRIBE grants 0 and 1 as asked and 2 as 1',
      'documentation',
      topics('takes SUBSCRIBE at QoS 0 and 1 as asked and 2 as 1, and every other filter closes without a SUBACK'),
    ],
    [
      'subscribe-many',
      'SUBSCRIBE takes five filters in one packet',
      'sdk',
      mqtt('SUBSCRIBE grants QoS 0 and 1 as asked and 2 as 1, five filters in one packet'),
    ],
    [
      'publish-unknown',
      'PUBLISH to an undocumented topic closes the connection, and the log says why',
      'inferred',
      publish('to %s closes the connection and says why'),
    ],
    [
      'publish-foreign',
      'PUBLISH to a topic of another identity closes the connection',
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
      'unsubscribe',
      'UNSUBSCRIBE is acknowledged, and the filter leaves the stored session',
      'sdk',
      publish('ends with UNSUBSCRIBE, in the stored session too'),
    ],
    [
      'lenient',
      'A lenient hub tolerates what it does not know',
      'inferred',
      mqtt('a lenient hub tolerates what it does not know'),
    ],
  ]),
  ...section('Topics', [
    [
      'topic-publish',
      'Clients publish to the documented topics, with $rid as they like',
      'documentation',
      topics('takes PUBLISH at QoS 0 and 1, and every other topic closes the connection'),
    ],
    [
      'topic-subscribe',
      'Clients subscribe to seven documented filters, of modules in the forms of all SDKs',
      'sdk',
      topics('takes SUBSCRIBE at QoS 0 and 1 as asked and 2 as 1, and every other filter closes without a SUBACK'),
    ],
    [
      'topic-receivers',
      'What the hub sends goes to who holds its filter only, and at QoS 0',
      'documentation',
      topics('reaches only who holds its filter, and always at QoS 0'),
    ],
    [
      'topic-lost',
      'A request of a client without the filter for answers is done, its answer lost',
      'documentation',
      twin('is lost on a client that has not subscribed to answers'),
    ],
    [
      'topic-bag',
      'Properties stand encoded behind the topic of a message; a name may have no value',
      'documentation',
      topics('of telemetry takes its properties: %j'),
    ],
    [
      'topic-module',
      'Telemetry of a module has its own topic',
      'documentation',
      publish('of telemetry is told with its size and decoded properties, modules included'),
    ],
    [
      'topic-output',
      'Telemetry of a module may name its output',
      'sdk',
      topics('of telemetry takes its properties: %j'),
    ],
  ]),
];
