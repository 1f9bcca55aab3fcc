import { section } from './rule.ts';

const connect = (name: string) => `test/hub/mqtt/connect.test.ts: ${name}`;
const certificates = (name: string) => `test/hub/mqtt/certificates.test.ts: ${name}`;
const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const deadlines = (name: string) => `test/hub/mqtt/deadlines.test.ts: ${name}`;
const webSocket = (name: string) => `test/hub/mqtt/web-socket.test.ts: ${name}`;
const transports = (name: string) => `test/sdk/transports.test.ts: ${name}`;
const sessions = (name: string) => `test/hub/mqtt/sessions.test.ts: ${name}`;

/** hub-reference 3.1 and 3.2. */
export const mqttRules = [
  ...section('CONNECT', [
    [
      'connect-level',
      'MQTT 3.1.1 is spoken, other levels are refused with code 1',
      'inferred',
      connect('refuses %s with 1'),
    ],
    [
      'connect-user-name',
      'Every form of the user name that clients write is taken, its host in any case',
      'sdk',
      connect('lets in every form of user name that circulates'),
    ],
    [
      'connect-host',
      'A name by which the client reached the hub (SNI) is as good as its own, in the user name and in the token',
      'inferred',
      connect('takes the name by which a client reached the hub, in its user name and its token'),
    ],
    [
      'connect-token',
      'The password is a token for the identity, of either key, or of a policy with DeviceConnect',
      'documentation',
      connect('lets devices in by a policy with DeviceConnect, not by one without'),
    ],
    [
      'connect-secondary',
      'A token signed with the secondary key is as good',
      'documentation',
      connect('takes a token signed with the secondary key'),
    ],
    [
      'connect-certificate',
      'With a certificate the password is absent or empty, the user name is not',
      'documentation',
      certificates('lets in without a password and with an empty one, by thumbprint and by authority'),
    ],
    [
      'connect-certificate-module',
      'Modules have certificates as devices have; an authority certifies both ids, `d/m` (inferred)',
      'documentation',
      transports('is let in over %s by thumbprint and by an authority that certified both ids, not by the other'),
    ],
    [
      'connect-certificate-chain',
      'A device shows the certificates between its own and the authority, at each connection anew',
      'inferred',
      'test/hub/mqtt/resumed-sessions.test.ts: comes in again when it offers to resume its session of %s',
    ],
    [
      'connect-certificate-name',
      'A certificate without a user name is refused',
      'documentation',
      certificates('needs the user name all the same'),
    ],
    [
      'connect-certificate-kind',
      'A certificate for a device with keys, and a token for one with certificates, are refused',
      'documentation',
      certificates('is refused with code 5 for a device of another kind or another certificate, and so is a token'),
    ],
    [
      'connect-model',
      'model-id in the user name is the model of the twin',
      'sdk',
      connect('sets the model of a plug-and-play device'),
    ],
    [
      'connect-no-version',
      'Without api-version twins are read, and writing them is 400',
      'documentation',
      connect('without api-version reads twins and is refused writing them'),
    ],
    [
      'connect-first',
      'CONNECT comes first and once',
      'documentation',
      mqtt('a second time, or anything else first, closes the connection'),
    ],
    [
      'connect-time',
      'CONNECT comes within 30 seconds',
      'documentation',
      deadlines('a connection ends after 30 seconds, also when its packet comes byte by byte'),
    ],
    [
      'connect-web-socket',
      'The same is spoken over WebSockets at /$iothub/websocket',
      'documentation',
      webSocket('is spoken at %s on the HTTPS port'),
    ],
    [
      'connect-web-socket-protocol',
      'The sub-protocol is mqtt in any case, which the C SDK writes as MQTT; the answer is in the spelling offered',
      'sdk',
      webSocket('takes the sub-protocol of %s in any case, and answers as it was written'),
    ],
    [
      'connect-web-socket-origin',
      "A client may name the hub's own origin, as Python's does; others are web pages and refused",
      'sdk',
      webSocket("takes clients that name the hub's own origin, as paho does"),
    ],
  ]),
  ...section('CONNACK', [
    [
      'connack-refused',
      'Every refusal is CONNACK 5, then the end; the reason is in the log only',
      'sdk',
      connect('answers every refusal with 5 and closes, the reason only in the wire log'),
    ],
    [
      'connack-disabled',
      'A disabled device is refused with code 5',
      'sdk',
      mqtt('of a disabled device is refused with code 5'),
    ],
    [
      'connack-quota',
      'So is a CONNECT over the quota of connections',
      'inferred',
      'test/hub/mqtt/over-quota.test.ts: CONNECT is refused with code 5, and the end',
    ],
    [
      'connack-client',
      'Node takes a refusal for UnauthorizedError',
      'sdk',
      transports('is told Not authorized when the key is wrong'),
    ],
    [
      'connack-session',
      'Session-present is 1 for a stored session and clean session 0',
      'live',
      sessions('with clean 0 keeps its subscriptions over lost connections and says so'),
    ],
  ]),
];
