import { section } from './rule.ts';

const mqtt = (name: string) => `test/hub/conformance/mqtt.test.ts: ${name}`;
const transports = (name: string) => `test/sdk/transports.test.ts: ${name}`;
const sessions = (name: string) => `test/hub/mqtt/sessions.test.ts: ${name}`;
const deadlines = (name: string) => `test/hub/mqtt/deadlines.test.ts: ${name}`;
const lost = (name: string) => `test/hub/mqtt/lost-connections.test.ts: ${name}`;
const malformed = (name: string) => `test/hub/mqtt/malformed.test.ts: ${name}`;

/** hub-reference 3.3. */
export const mqttSessionRules = [
  ...section('Sessions', [
    [
      'session-persistent',
      'With clean session 0 subscriptions last over connections',
      'sdk',
      mqtt('with clean session 0 keep their subscriptions over connections'),
    ],
    [
      'session-renewal',
      'A client that renews its token sends no SUBSCRIBE, and all goes on',
      'sdk',
      transports('renews a token of short life as %s without a SUBSCRIBE'),
    ],
    [
      'session-reconnect',
      'A client that was dropped comes back, and all goes on',
      'sdk',
      transports('comes back by itself after a lost connection, and everything still works'),
    ],
    [
      'session-restart',
      'Stored sessions outlive a restart of the hub',
      'inferred',
      sessions('outlives a restart of the hub'),
    ],
    [
      'session-clean',
      'With clean session 1 there are none, and the stored ones are dropped',
      'documentation',
      sessions('with clean 1 starts empty, forgets what was stored, and is not stored'),
    ],
    [
      'session-no-queue',
      'Desired changes are not queued for a device that is away',
      'documentation',
      mqtt('queue no desired properties while the device is away'),
    ],
    [
      'session-lost-answers',
      'Answers to a connection that is gone are lost',
      'documentation',
      sessions('loses answers and pushes of the time in between'),
    ],
    [
      'session-keep-alive',
      'The connection ends after 1.5 times the keep-alive without a packet',
      'documentation',
      mqtt('end when nothing comes for 1.5 times the keep-alive'),
    ],
    [
      'session-keep-alive-cap',
      'At most 1,767 s of silence are waited for; keep-alive 0 means as long',
      'sdk',
      deadlines('of %d s ends a silent connection between %d and %d s'),
    ],
    [
      'session-keep-alive-packets',
      'Any packet starts the keep-alive anew',
      'documentation',
      deadlines('begins anew with every packet, not with pings alone'),
    ],
    [
      'session-exclusive',
      'A new connection of an identity closes the older one; devices and modules are apart',
      'documentation',
      sessions('is taken over by a new connection of the same identity, the older one closed without a packet'),
    ],
    [
      'session-expiry',
      'The connection ends with its token',
      'documentation',
      lost("when its token expires, by the hub's clock and with five minutes of grace"),
    ],
    [
      'session-deleted',
      'The connection ends when its identity is deleted',
      'documentation',
      lost('when its identity is deleted, with its modules'),
    ],
    [
      'session-disabled',
      'The connection ends when its identity is disabled',
      'documentation',
      lost('when its identity is disabled, with its modules'),
    ],
    [
      'session-keys',
      'The connection ends when the keys of its identity change',
      'documentation',
      lost('when its keys change, not at other changes'),
    ],
    [
      'session-quota',
      'A client that sends telemetry over the quota loses its connection',
      'live',
      'test/hub/mqtt/over-quota.test.ts: %s that sends telemetry loses its connection, and the message',
    ],
    [
      'session-fault',
      "A message may ask for the end of its connection, as the SDKs' own tests do",
      'sdk',
      lost('%s ends the connection'),
    ],
    [
      'session-will',
      'A will is telemetry of type Will when the client vanishes, of modules too',
      'documentation',
      lost('is told as telemetry when the client vanishes'),
    ],
    [
      'session-will-module',
      'The will of a module goes to its own topic',
      'documentation',
      lost('of a module goes to its own topic'),
    ],
    ['session-no-will', 'After DISCONNECT there is no will', 'documentation', lost('is not told after DISCONNECT')],
    [
      'session-window',
      'A client that takes no answers is not read from',
      'sdk',
      malformed('a client that reads nothing is not read from, and does not stop the hub'),
    ],
    [
      'session-message',
      'A message has at most 256 KB',
      'documentation',
      malformed('a message of almost 256 KB is taken, one beyond closes'),
    ],
  ]),
];
