import { scenario, section } from './rule.ts';

const data = (name: string) => scenario('methods', name);
const digital = (name: string) => scenario('digital-twins', name);
const call = (name: string) => `test/hub/operations/methods/invoke-method.test.ts: ${name}`;
const broker = (name: string) => `test/hub/methods/method-broker.test.ts: ${name}`;

/** hub-reference 4. */
export const methodRules = [
  ...section('Direct methods', [
    [
      'method-name',
      'methodName: needed, up to 100 printable characters without separators',
      'documentation',
      data('methodName is needed: up to 100 printable characters without separators'),
    ],
    [
      'method-payload',
      'payload: any JSON of up to 128 KB, or absent',
      'documentation',
      data('payload is any JSON of up to 128 KB, or absent'),
    ],
    [
      'method-response-seconds',
      'responseTimeoutInSeconds: 5 to 300, default 30; else 400',
      'documentation',
      data('responseTimeoutInSeconds is 5 to 300, 30 when left out'),
    ],
    [
      'method-connect-seconds',
      'connectTimeoutInSeconds: 0 to 300, default 0, at most the response timeout; else 400 (400004)',
      'live',
      data('connectTimeoutInSeconds is 0 to 300, 0 when left out, and at most the response timeout'),
    ],
    [
      'method-old-seconds',
      'timeoutInSeconds: the old name of the response timeout',
      'sdk',
      data('timeoutInSeconds is the old name of the response timeout'),
    ],
    [
      'method-answer',
      '200 with the status and payload of the device',
      'documentation',
      call('reaches the device with its payload, and comes back with status and payload'),
    ],
    [
      'method-empty',
      'An empty answer is the payload null',
      'documentation',
      call('makes an empty answer null, and refuses one that is not JSON'),
    ],
    [
      'method-text',
      'Payload and answer are passed on as they are written: numbers of 64 bits keep their digits',
      'inferred',
      broker('passes payload and answer on as they are written, %s'),
    ],
    [
      'method-delivery',
      'Delivery needs a connection and a subscription; connectTimeoutInSeconds waits for both',
      'documentation',
      broker('waits for connection and subscription as long as the connect timeout says'),
    ],
    [
      'method-module',
      'Modules are called as devices are',
      'documentation',
      broker('goes to the device and its answer back, modules alike'),
    ],
    [
      'method-shape',
      'Failures have the nested shape, ExceptionMessage empty',
      'live',
      data('a method that fails is told in the nested shape'),
    ],
  ]),
  ...section('Direct methods that fail', [
    [
      'method-unknown',
      'Unknown device 404 DeviceNotFound (404001), unknown module 404 ModuleNotFound (404010)',
      'documentation',
      data('a method of an unknown device or module is refused by name and number'),
    ],
    [
      'method-offline',
      'Offline or not subscribed: 404 DeviceNotOnline (404103) at once, with the time waited',
      'live',
      broker('fails with 404103 at once when the device is away or takes no methods'),
    ],
    [
      'method-connect-timeout',
      'Not there within the connect timeout: 404103, with the time waited',
      'live',
      call('fails at once when the device is offline, and tells how long it waited'),
    ],
    [
      'method-response-timeout',
      'No answer in time: 504 GatewayTimeout (504101)',
      'documentation',
      broker('gives up waiting for an answer with 504101, and ignores one that comes late or to another'),
    ],
    [
      'method-lost',
      'The connection is lost meanwhile: 404 DeviceConnectionClosedRemotely (404104)',
      'inferred',
      broker('fails with 404104 when the connection is lost meanwhile'),
    ],
    [
      'method-in-flight',
      'More than 50 in flight to a device: 403 DeviceMaximumInflightMethodExceeded (403800)',
      'inferred',
      broker('is refused with 403800 when too many are in flight'),
    ],
    [
      'method-no-json',
      'The device answers something that is not JSON, or not UTF-8: 502',
      'inferred',
      broker('fails with 502 when the device answers something that is %s'),
    ],
    [
      'method-too-large',
      'A payload beyond 128 KB: 413 MessageTooLarge (413001)',
      'documentation',
      data('payload is any JSON of up to 128 KB, or absent'),
    ],
    [
      'method-answer-too-large',
      'An answer beyond 128 KB: 413 MessageTooLarge',
      'inferred',
      broker('fails with 413 when the answer takes more than 128 KB'),
    ],
  ]),
  ...section('Digital twins', [
    [
      'command-call',
      'Commands are methods named command or component*command, their status in x-ms-command-statuscode',
      'live',
      call('carries plug-and-play commands'),
    ],
    [
      'command-checks',
      'Timeouts of commands are query parameters, checked as of methods',
      'live',
      digital('a command is checked as a method call is'),
    ],
    [
      'digital-twin',
      'GET of a digital twin works for every device; PATCH takes JSON Patch and answers 202',
      'live',
      digital('a digital twin is read, patched and read again'),
    ],
  ]),
];
