import { scenario, section } from './rule.ts';

const common = (name: string) => scenario('common', name);
const answer = (name: string) => scenario('answers', name);
const ifMatch = (name: string) => scenario('if-match', name);
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
      'test/hub/operations/device/device-https.test.ts: is let in by a token with either case of escapes and any order of fields',
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
      'request-headers',
      'Requests are JSON, whatever their Content-Type; Request-Id and User-Agent are free',
      'sdk',
      answer('the headers of clients are taken: types with a charset, request ids, user agents, none at all'),
    ],
    [
      'request-ids',
      'Ids in paths are percent-encoded',
      'sdk',
      scenario('identities', 'ids may hold what the rules allow, percent-encoded'),
    ],
    [
      'answer-headers',
      'Answers carry Server, Vary and x-ms-request-id, refusals iothub-errorcode as well',
      'live',
      answer('every answer carries the headers of the service, a refusal its code as well'),
    ],
    [
      'answer-etag',
      'The header ETag: bare for identities, quoted for configurations; in the body always bare',
      'live',
      answer('the etag of an identity is bare in header and body, that of a configuration quoted in the header'),
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
      'put-device',
      'PUT of a device: without If-Match it creates, existing 409; * updates, missing 404; an etag updates if equal, else 412',
      'live',
      ifMatch('PUT of a device: none creates, a star updates, an etag updates if it is equal'),
    ],
    [
      'put-module',
      'PUT of a module: as of a device',
      'live',
      ifMatch('PUT of a module: none creates, a star updates, an etag updates if it is equal'),
    ],
    [
      'delete-device',
      'DELETE of a device: without If-Match 412 Etag missing; * deletes, missing 404; an etag deletes if equal, else 412',
      'live',
      ifMatch('DELETE of a device: none is refused, a star deletes, an etag deletes if it is equal'),
    ],
    [
      'delete-module',
      'DELETE of a module: as of a device',
      'live',
      ifMatch('DELETE of a module: none is refused, a star deletes, an etag deletes if it is equal'),
    ],
    [
      'patch-twin',
      'PATCH of a twin: without If-Match or with * unconditional; with an etag if equal, else 412',
      'live',
      ifMatch('PATCH of a device twin: none and a star are no condition, an etag must be equal'),
    ],
    [
      'put-twin',
      'PUT of a twin: as PATCH',
      'live',
      ifMatch('PUT of a device twin: none and a star are no condition, an etag must be equal'),
    ],
    [
      'patch-module-twin',
      'PATCH of a module twin: as of a device twin',
      'live',
      ifMatch('PATCH of a module twin: none and a star are no condition, an etag must be equal'),
    ],
    [
      'put-module-twin',
      'PUT of a module twin: as PATCH',
      'live',
      ifMatch('PUT of a module twin: none and a star are no condition, an etag must be equal'),
    ],
    [
      'put-configuration',
      'PUT of a configuration: without If-Match it creates, existing 409; * updates; an etag must be quoted, unquoted it counts as none',
      'live',
      ifMatch('PUT of a configuration: none creates, a star updates, an etag must be quoted'),
    ],
    [
      'delete-configuration',
      'DELETE of a configuration: without If-Match or with * it deletes; with an etag if equal, else 412',
      'live',
      ifMatch('DELETE of a configuration: none and a star delete, an etag deletes if it is equal'),
    ],
    [
      'if-match-quotes',
      'One pair of quotes around an etag or a star is taken off',
      'live',
      ifMatch('PUT of a device: none creates, a star updates, an etag updates if it is equal'),
    ],
    [
      'if-none-match',
      'If-None-Match is not part of the interface',
      'live',
      ifMatch('If-None-Match is not part of the interface: it changes nothing'),
    ],
  ]),
];
