import { describe, expect, it } from 'vitest';
import { parsePropertyBag } from '../../../src/hub/mqtt/property-bag.ts';
import { isForeignTopic, parseFilter, parsePublishTopic, printTopic } from '../../../src/hub/mqtt/topics.ts';
import { parseUserName } from '../../../src/hub/mqtt/user-name.ts';
import { propertyBags } from '../../fixtures/mqtt/property-bags.ts';
import { filters, printed, publishTopics } from '../../fixtures/mqtt/topics.ts';
import { userNames } from '../../fixtures/mqtt/user-names.ts';

describe('topics', () => {
  it.each(publishTopics)('PUBLISH to %j as %s', (topic, key, meaning) => {
    expect(parsePublishTopic(topic, key)).toEqual(meaning);
  });

  it.each(filters)('SUBSCRIBE to %j as %s', (filter, key, meaning) => {
    expect(parseFilter(filter, key)).toBe(meaning);
  });

  it('are printed as clients read them', () => {
    expect(printTopic.twinAnswer(...printed.twinAnswer[1])).toBe(printed.twinAnswer[0]);
    expect(printTopic.reportAccepted(...printed.reportAccepted[1])).toBe(printed.reportAccepted[0]);
    expect(printTopic.desired(...printed.desired[1])).toBe(printed.desired[0]);
    expect(printTopic.method(...printed.method[1])).toBe(printed.method[0].replace('%2A', '*'));
  });

  it.each([
    ['devices/other/messages/events/', 'd', true],
    ['devices/dd/messages/events/', 'd', true],
    ['devices/d/unknown', 'd', false],
    ['devices/d/messages/events/', 'd/m', true],
    ['devices/d/modules/m', 'd/m', false],
    ['$iothub/unknown', 'd', false],
  ])('%s is foreign to %s: %s', (topic, key, foreign) => expect(isForeignTopic(topic, key)).toBe(foreign));
});

describe('property bags', () => {
  it.each(propertyBags)('%j', (text, bag) => expect({ ...parsePropertyBag(text) }).toEqual(bag));

  it('take __proto__ as data', () => {
    expect(Object.entries(parsePropertyBag('__proto__=1'))).toEqual([['__proto__', '1']]);
  });
});

describe('user names', () => {
  it.each(userNames)('%j', (text, meaning) => {
    const name = parseUserName(text);
    expect(name && { ...name, properties: { ...name.properties } }).toEqual(meaning);
  });
});
