import { parseDeviceString, parseServiceString } from '../../../src/clients/connection-string.ts';
import { coversResource } from '../../../src/hub/access/sas-scope.ts';
import { isSignedBy, signSas } from '../../../src/hub/access/sas-signature.ts';
import { parseSasToken } from '../../../src/hub/access/sas-token.ts';
import { Router } from '../../../src/hub/http/router.ts';
import { HubError } from '../../../src/hub/hub-error.ts';
import { parsePropertyBag } from '../../../src/hub/mqtt/property-bag.ts';
import { parseFilter, parsePublishTopic } from '../../../src/hub/mqtt/topics.ts';
import { parseUserName } from '../../../src/hub/mqtt/user-name.ts';
import { operationTable } from '../../../src/hub/operations/operation-table.ts';
import { readContinuation, writeContinuation } from '../../../src/hub/queries/continuation.ts';
import { AppError } from '../../../src/lib/errors.ts';
import { jsonError } from '../../../src/lib/json-error.ts';
import { cells, cut, safe } from '../../../src/lib/text.ts';
import { readEvents } from '../../../src/tui/terminal/terminal-event.ts';
import { filters, publishTopics } from '../../fixtures/mqtt/topics.ts';
import { userNames } from '../../fixtures/mqtt/user-names.ts';
import { deviceKey } from '../../helpers/wire-client.ts';
import type { Target } from './fuzz.ts';
import { mutateText } from './mutate.ts';

type Refusal = abstract new (...given: never[]) => Error;

/** A reader of texts; it refuses by undefined, or by an error of one of the kinds named. */
function reader(
  name: string,
  given: { seeds: readonly string[]; words: readonly string[]; refusals?: readonly Refusal[] },
  read: (text: string) => unknown,
): Target<string> {
  const { seeds, words, refusals = [] } = given;
  return {
    name,
    make: random => mutateText(random, seeds, words),
    show: JSON.stringify,
    read: text => {
      try {
        return read(text) !== undefined;
      } catch (error) {
        if (refusals.some(kind => error instanceof kind)) return false;
        throw error;
      }
    },
  };
}

/** Throws when something that must hold does not. */
function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`expected that ${what}`);
}

const key = 'd/m';
const token = (resource: string, policy?: string) => signSas({ resource, expiry: 4102444800, key: deviceKey, policy });
const router = new Router(operationTable);
const places = operationTable.map(({ path }) => path.replaceAll(/\{\w+\}/g, 'dev-1'));
const connectionStrings = [
  `HostName=h.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=${deviceKey}`,
  `HostName=h.azure-devices.net;DeviceId=d;SharedAccessKey=${deviceKey};GatewayHostName=127.0.0.1:8883`,
  `HostName=h;DeviceId=d;ModuleId=m;SharedAccessKey=${deviceKey}`,
];
const stringWords = [
  'HostName=',
  'DeviceId=',
  'SharedAccessKey=',
  'SharedAccessSignature=',
  'x509=true',
  'Endpoint=sb://',
  ';;',
];
const other = signSas({ resource: 'localhost', expiry: 4102444800, key: Buffer.alloc(32, 1).toString('base64') });

export const textTargets: readonly Target<string>[] = [
  reader(
    'topics to publish to',
    {
      seeds: publishTopics.map(([topic]) => topic),
      words: ['devices/', 'd/', 'm/', '$rid=', '$iothub/twin/', '/modules/'],
    },
    topic => {
      const found = parsePublishTopic(topic, key);
      hold(
        found?.kind !== 'telemetry' || topic.startsWith('devices/d/modules/m/messages/events'),
        'telemetry is its own',
      );
      return found;
    },
  ),
  reader(
    'topics to subscribe to',
    { seeds: filters.map(([filter]) => filter), words: ['#', '+', 'devices/', 'd/', '/inputs/', '$iothub/'] },
    filter => {
      const found = parseFilter(filter, key);
      hold(found !== 'messages' || filter.startsWith('devices/d/modules/m/'), 'messages are its own');
      return found;
    },
  ),
  reader(
    'property bags',
    {
      seeds: ['a=1&b=2', '%24.mid=x&%24.ct=application%2Fjson', 'k', 'a=%F0%9F%9A%B2&=&'],
      words: ['=', '&', '%24', '__proto__=1'],
    },
    text => {
      const bag = parsePropertyBag(text);
      hold(Object.getPrototypeOf(bag) === null, 'a bag inherits nothing');
      return bag;
    },
  ),
  reader(
    'user names',
    {
      seeds: userNames.map(([name]) => name),
      words: ['api-version=2021-04-12', '/?', 'DeviceClientType=', '&model-id=dtmi:a;1', '/'],
    },
    parseUserName,
  ),
  reader(
    'tokens',
    {
      seeds: [token('localhost/devices/d'), token('localhost', 'iothubowner'), other],
      words: ['sr=', '&sig=', '&se=', '&skn=', 'SharedAccessSignature '],
    },
    text => {
      const found = parseSasToken(text);
      if (found === undefined) return undefined;
      coversResource(found.resource, ['localhost'], ['devices', 'd']);
      const isSigned = isSignedBy(found, [deviceKey, null]);
      hold(!isSigned || isKnownClaim(found.rawResource, found.rawExpiry), 'nobody signs without the key');
      return found;
    },
  ),
  reader(
    'paths',
    {
      seeds: places,
      words: ['/devices/', '/twins/', '/modules/', '%2e%2e/', '//', '/$twin-tui/feed', 'query'],
      refusals: [HubError],
    },
    path => router.route('GET', path),
  ),
  reader(
    'continuation tokens',
    {
      seeds: [
        writeContinuation('epoch', 'q', { at: 7 }),
        writeContinuation('epoch', 'q', { at: 9, after: 'x', left: 3 }),
      ],
      words: ['eyJ', 'fQ', '"', 'AAAA'],
      refusals: [HubError],
    },
    text => readContinuation('epoch', 'q', text),
  ),
  reader("services' connection strings", { seeds: connectionStrings, words: stringWords, refusals: [AppError] }, text =>
    secretly(text, () => parseServiceString(text, 'a test')),
  ),
  reader("devices' connection strings", { seeds: connectionStrings, words: stringWords, refusals: [AppError] }, text =>
    secretly(text, () => parseDeviceString(text, 'a test')),
  ),
  reader(
    'the place of an error in JSON',
    {
      seeds: ['{"a":[1,2,{"b":null}],"c":"\\u00e9"}', '[true,false]', '"x"'],
      words: ['{"a":', '[', '"\\u12', '1e', 'null,'],
    },
    text => {
      const fault = jsonError(text);
      hold(fault === undefined || (fault.offset >= 0 && fault.offset <= text.length), 'the place is in the text');
      return fault === undefined || undefined;
    },
  ),
  reader(
    'texts for the screen',
    {
      seeds: ['plain', 'naïve 日本語', '\u001b]52;c;AAAA\u0007', '\u202eabc\u2069', '👩‍👩‍👧'],
      words: ['\u001b[', '\u009b', '\u200d', '\u0301', '\ufe0f', '\u061c'],
    },
    text => {
      const shown = safe(text);
      hold(
        !/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(shown),
        'no control is shown',
      );
      hold(cells(cut(shown, 20)) <= 20, 'what is cut fits');
      return shown;
    },
  ),
  reader(
    'input of the terminal',
    {
      seeds: ['\u001b]11;rgb:ffff/ffff/ffff\u001b\\', '\u001b[<0;12;4M', '\u001bOP', 'abc\u001b'],
      words: ['\u001b', '\u001b]11;', '\u001b[<', ';', 'rgb:', 'M', '\u0007'],
    },
    text => {
      const { keys, events, rest } = readEvents(text, true);
      hold(keys.length + rest.length <= text.length, 'nothing is made up');
      return events.length > 0 || undefined;
    },
  ),
];

const claims = [token('localhost/devices/d'), token('localhost', 'iothubowner')].map(text => parseSasToken(text)!);

function isKnownClaim(rawResource: string, rawExpiry: string): boolean {
  return claims.some(claim => claim.rawResource === rawResource && claim.rawExpiry === rawExpiry);
}

/** A refusal never holds the key. */
function secretly<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    hold(
      !(error instanceof AppError) ||
        !text.includes(deviceKey) ||
        !JSON.stringify([error.message, error.hint]).includes(deviceKey),
      'no key is told',
    );
    throw error;
  }
}
