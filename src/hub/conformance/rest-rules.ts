import { scenario, section } from './rule.ts';

const common = (name: string) => scenario('common', name);
const identity = (name: string) => scenario('identities', name);
const twin = (name: string) => scenario('twins', name);
const configuration = (name: string) => scenario('configurations', name);
const listener = (name: string) => `test/hub/http/listen-https.test.ts: ${name}`;

/** hub-reference 0.2 to 0.6. */
export const restRules = [
  ...section('REST in general', [
    [
      'tls',
      'TLS 1.2 is offered; a client certificate is asked for and not required',
      'inferred',
      listener('offers TLS 1.2 and 1.3 and asks for a certificate without requiring it'),
    ],
    ['api-version', 'Any api-version is taken', 'live', common('every api-version is taken')],
    [
      'api-version-missing',
      'Without api-version: 400 InvalidProtocolVersion',
      'documentation',
      common('a request without api-version is refused'),
    ],
    [
      'rights',
      'Each family of operations needs its right; a missing right is 401',
      'live',
      common('each right opens its family of operations only'),
    ],
    [
      'sas-raw-resource',
      'A signature is verified over the resource as it is written in the token',
      'sdk',
      'test/hub/access/sas.test.ts: is written as the SDKs write it',
    ],
    [
      'sas-scope',
      'A token covers its resource and what is below it, by whole segments',
      'documentation',
      listener('opens only what the scope of a token covers'),
    ],
    [
      'sas-expiry',
      'A token that has expired is 401; five minutes of clock difference are tolerated',
      'inferred',
      listener('honours a token until five minutes after its end'),
    ],
    [
      'errors-classic',
      'Errors are {Message, ExceptionMessage} with `ErrorCode:<name>;<text>`, and name their code in iothub-errorcode',
      'live',
      common('errors of the registry have the classic body'),
    ],
    [
      'errors-nested',
      'Errors of direct methods are JSON within Message',
      'live',
      common('errors of methods have the nested body'),
    ],
    [
      'errors-semicolon',
      "No text of an error holds a semicolon, at which Node's SDK would cut it",
      'sdk',
      'test/hub/conformance/rest.test.ts: no refusal holds a second semicolon',
    ],
    [
      'content-type',
      "Answers say application/json: Node's SDK hands back an empty string otherwise",
      'sdk',
      'test/hub/conformance/rest.test.ts: every answer with a body says that it is JSON',
    ],
    [
      'throttled',
      '429 comes without Retry-After and closes the connection',
      'live',
      'test/hub/faults/provoked.test.ts: throttling answers 429 with its code and text, no Retry-After, and closes the connection',
    ],
  ]),
  ...section('If-Match', [
    [
      'put-identity-none',
      'PUT of an identity without If-Match creates; an existing one is 409, even with its etag in the body',
      'live',
      identity('PUT without If-Match creates only, even with the right etag in the body'),
    ],
    [
      'put-identity-star',
      'PUT of an identity with a star, bare or quoted, updates; a missing one is 404',
      'live',
      identity('PUT with a star, bare or quoted, updates only'),
    ],
    [
      'put-identity-etag',
      'PUT of an identity with an etag updates if it is equal, else 412',
      'live',
      identity('PUT with an etag updates if it is equal'),
    ],
    [
      'delete-identity',
      'DELETE of an identity needs If-Match: without it 412, with a star or the etag 204, missing 404',
      'live',
      identity('DELETE needs If-Match'),
    ],
    [
      'twin-if-match',
      'PATCH and PUT of twins: without or with a star unconditional, with an etag if equal, else 412',
      'live',
      twin('If-Match is quoted, bare or a star'),
    ],
    [
      'put-configuration-none',
      'PUT of a configuration without If-Match creates; an existing one is 409',
      'live',
      configuration(
        'a configuration is created without If-Match and answered with its etag quoted in the header, bare in the body',
      ),
    ],
    [
      'put-configuration-etag',
      'PUT of a configuration takes a quoted etag; an unquoted one is as if none was sent: 409',
      'live',
      configuration('If-Match on a configuration must be a star or a quoted etag'),
    ],
    [
      'delete-configuration',
      'DELETE of a configuration works without If-Match, with a star, or with the etag if equal, else 412',
      'live',
      configuration('a configuration is deleted without a condition, with a star, or with its etag'),
    ],
  ]),
];
