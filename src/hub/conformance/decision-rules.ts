import { scenario, section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const decision = (name: string) => `test/hub/conformance/decisions.test.ts: ${name}`;

/** hub-reference 10, where it is not told elsewhere: what nobody has established, as this hub decided it. */
export const decisionRules = section('Decided where nothing is established', [
  [
    'decision-texts',
    'Texts of breached limits name the property and the limit',
    'inferred',
    'test/fixtures/rest/twin-limits.json: tags take 8192 bytes, desired and reported 32768, of the section that results',
  ],
  [
    'decision-null-section',
    'null for tags or desired in PATCH empties the section',
    'inferred',
    scenario('twins', 'null for a section empties it'),
  ],
  [
    'decision-version-in-patch',
    '$version inside a service PATCH is ignored',
    'inferred',
    scenario('twins', 'read-only members are ignored'),
  ],
  [
    'decision-empty-diff',
    'An empty diff leaves etag and version alone',
    'inferred',
    scenario('twins', 'an empty diff changes nothing'),
  ],
  [
    'decision-empty-report',
    'A reported patch of absent nulls bumps reported $version all the same',
    'inferred',
    decision('a report of absent nulls counts'),
  ],
  ['decision-array-metadata', 'Arrays are leaves of $metadata', 'inferred', decision('arrays are leaves of $metadata')],
  [
    'decision-deletion-metadata',
    'A deletion stamps the ancestors of what is gone',
    'inferred',
    decision('a deletion stamps its ancestors'),
  ],
  ['decision-sixth-filter', 'A sixth subscription is granted', 'inferred', decision('a sixth filter is granted')],
  ['decision-mqtt-5', 'MQTT 5 is refused with CONNACK 1', 'inferred', decision('MQTT 5 is refused with code 1')],
  [
    'decision-null-payload',
    'A null payload of a method is sent as null',
    'inferred',
    mqtt('come with their payload as JSON, null included, and late or unknown answers are ignored'),
  ],
  [
    'decision-skew',
    'A token is honoured until five minutes after its end',
    'inferred',
    'test/hub/http/listen-https.test.ts: honours a token until five minutes after its end',
  ],
  [
    'decision-statuses',
    'The winning configuration is Applied, the outranked are Targeted',
    'inferred',
    scenario('configurations', 'the highest priority wins, of equal ones the newest; the outranked are Targeted'),
  ],
  [
    'decision-leaving',
    'Leaving a target takes the settings away at once',
    'inferred',
    'test/hub/operations/configurations/registry-configurations.test.ts: follow a twin that enters and leaves their target, and take their settings along',
  ],
  [
    'decision-status-etag',
    'A status that changes alone leaves the etag',
    'inferred',
    'test/hub/operations/configurations/registry-configurations.test.ts: leave the etag of a twin alone when only their statuses change',
  ],
  [
    'decision-first-session',
    'The first connection with clean session 0 has no session present',
    'inferred',
    decision('the first session is not present'),
  ],
  [
    'decision-activity',
    'connectionState and its times, lastActivityTime too, are kept in memory: after a restart they are as at birth',
    'inferred',
    'test/hub/conformance/activity.test.ts: is forgotten with a restart, when the identity and its twin are kept',
  ],
]);

/** Where this hub is known to do otherwise than the service, and why; the evidence is of what the service does. */
export const deviationRules = section('Known deviations', [
  [
    'deviation-numbers',
    'In twins 1.0 comes back as 1, and 1e2 as 100: numbers pass through JSON.parse; the service gives back what was written, and a number from 2^52 to 10^21 counts as an integer here however it was written',
    'live',
    scenario('twins', 'numbers come back as JavaScript writes them'),
  ],
  [
    'deviation-job-numbers',
    'So do the payload of a method that a job calls, and its answer: of integers beyond 2^53 the last digits change',
    'inferred',
    'test/hub/operations/methods/invoke-method.test.ts: in a job has its numbers written as JavaScript writes them, in the call and in the row',
  ],
]);
