import { describe, expect, it } from 'vitest';
import { learnCatalogue } from '../../../src/query/completion/learn-catalogue.ts';
import { nothingFound } from '../../../src/query/completion/nothing-found.ts';
import { applyFix } from '../../../src/query/language/syntax-error.ts';

const catalogue = learnCatalogue();
catalogue.learn({
  deviceId: 'myDeviceId',
  connectionState: 'Connected',
  tags: { location: { plant: 'Redmond43' }, floor: 5 },
  properties: { desired: { interval: 5 }, reported: { connectivity: { type: 'cellular' } } },
});
const told = (where: string) => {
  const text = `SELECT * FROM devices WHERE ${where}`;
  const doubt = nothingFound(text, catalogue);
  return doubt && [doubt.message, doubt.fix && applyFix(text, doubt.fix).slice(text.indexOf('WHERE') + 6)];
};

describe('a query that found nothing', () => {
  it.each([
    ["tags.location.plnt = 'x'", 'no twin known here has tags.location.plnt', "tags.location.plant = 'x'"],
    ["tags.Location.plant = 'x'", 'no twin known here has tags.Location', "tags.location.plant = 'x'"],
    ['is_defined(properties.reported.battery)', 'no twin known here has properties.reported.battery', undefined],
    [
      "properties.reported.connectivity.type = 'celular'",
      "'cellular' is the nearest value of properties.reported.connectivity.type",
      "properties.reported.connectivity.type = 'cellular'",
    ],
    ["deviceId = 'mydeviceid'", "deviceId has 'myDeviceId', in another case", "deviceId = 'myDeviceId'"],
    [
      "tags.floor = 5 AND connectionState = 'connected'",
      "connectionState has 'Connected', in another case",
      "tags.floor = 5 AND connectionState = 'Connected'",
    ],
    ["tags.floor = '5'", 'tags.floor is a number', 'tags.floor = 5'],
    ["tags.location.plant = 'Lisbon'", "no twin known here has 'Lisbon' there", undefined],
  ])('is told what no twin has: %s', (where, message, fixed) => {
    expect(told(where)).toEqual([message, fixed]);
  });

  it.each([
    "NOT tags.nothing = 'x'",
    'properties.desired.$version > 100',
    "connectionState = 'Disconnected'",
    "tags.location.plant = 'Redmond43'",
    "tags.location.plant != 'Redmond43'",
    "tags.floor NIN [5] AND deviceId = 'myDeviceId'",
  ])('is told nothing where all of it is known: %s', where => {
    expect(told(where)).toBeUndefined();
  });
});
