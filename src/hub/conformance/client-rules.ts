import { scenario, section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const query = (name: string) => `test/hub/conformance/queries.test.ts: ${name}`;
const rest = (name: string) => `test/hub/conformance/rest.test.ts: ${name}`;

/** hub-reference 9: what breaks which client. */
export const clientRules = section('What would break a client', [
  [
    'client-subscriptions',
    'Node and Python hang without their stored subscriptions',
    'sdk',
    mqtt('with clean session 0 keep their subscriptions over connections'),
  ],
  [
    'client-version',
    'Python and Java fail without $version in GET, push body and push topic',
    'sdk',
    'test/hub/mqtt/versions.test.ts: has $version: both in what it reads, one in body and topic of a push, one in the topic of an answer',
  ],
  [
    'client-error-body',
    'Node takes a refusal with an empty body for success: it has errorCode',
    'sdk',
    mqtt('a patch of %j answers 400 with a body of JSON that has errorCode'),
  ],
  [
    'client-error-json',
    'Node crashes on a twin answer that is not JSON',
    'sdk',
    mqtt('a patch of %j answers 400 with a body of JSON that has errorCode'),
  ],
  [
    'client-accepted-body',
    'Node parses what comes with 204: nothing does',
    'sdk',
    mqtt('a reported patch answers 204 without a body, the new $version in the topic'),
  ],
  [
    'client-statuses',
    'Python raises when PUT answers 201 or DELETE 200',
    'sdk',
    scenario('identities', 'a device is created, read and deleted'),
  ],
  ['client-tags-null', 'C# cannot read tags: null', 'sdk', scenario('twins', 'a new twin')],
  [
    'client-item-type',
    'C# and Java need x-ms-item-type, written as it is',
    'sdk',
    query('item types are Twin, Raw and DeviceJob, and only a page before the last has a token'),
  ],
  [
    'client-continuation',
    'Node pages forever on an empty x-ms-continuation: the last page has none',
    'sdk',
    query('item types are Twin, Raw and DeviceJob, and only a page before the last has a token'),
  ],
  [
    'client-content-type',
    'Node drops bodies without application/json',
    'sdk',
    rest('every answer with a body says that it is JSON'),
  ],
  [
    'client-quoted-star',
    'Node sends If-Match: "*" with quotes',
    'sdk',
    scenario('if-match', 'DELETE of a device: none is refused, a star deletes, an etag deletes if it is equal'),
  ],
  [
    'client-classic',
    'Node finds DeviceNotFound in the classic body only',
    'sdk',
    'test/hub/operations/identities/service-sdk.test.ts: tell apart a missing device, a wrong key and a bad patch',
  ],
  ['client-semicolon', 'Node cuts a message at a semicolon', 'sdk', rest('no refusal holds a second semicolon')],
  [
    'client-no-if-match',
    'Explorer patches twins without If-Match',
    'sdk',
    scenario('if-match', 'PATCH of a device twin: none and a star are no condition, an etag must be equal'),
  ],
  [
    'client-read-only',
    'Explorer and az send read-only members back',
    'sdk',
    scenario('twins', 'read-only members are ignored'),
  ],
  [
    'client-api-version',
    'Five families of SDKs send five api-versions',
    'sdk',
    scenario('common', 'every api-version is taken'),
  ],
  [
    'client-sas',
    'SDKs write sr with different escapes: the text itself is signed',
    'sdk',
    'test/hub/operations/device/device-https.test.ts: is let in by a token with either case of escapes and any order of fields',
  ],
  [
    'client-qos',
    'What comes is sent at QoS 0, never above what was subscribed',
    'documentation',
    mqtt('desired changes are told as their diff, with $version in body and topic, at QoS 0'),
  ],
  [
    'client-certificates',
    'SAS devices have no certificate to show',
    'inferred',
    'test/hub/http/listen-https.test.ts: offers TLS 1.2 and 1.3 and asks for a certificate without requiring it',
  ],
  [
    'client-one-connection',
    'Two connections of a device would double methods and pushes',
    'documentation',
    mqtt('of one identity are one connection: the newer closes the older'),
  ],
  [
    'client-five-filters',
    'The C SDK subscribes to five filters in one packet',
    'sdk',
    mqtt('SUBSCRIBE grants QoS 0 and 1 as asked and 2 as 1, five filters in one packet'),
  ],
]);
