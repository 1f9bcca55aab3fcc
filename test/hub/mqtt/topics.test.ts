import { describe, expect, it } from 'vitest';
import { parsePropertyBag } from '../../../src/hub/mqtt/property-bag.ts';
import { isForeignTopic, parseFilter, parsePublishTopic, printTopic } from '../../../src/hub/mqtt/topics.ts';
import { parseUserName } from '../../../src/hub/mqtt/user-name.ts';
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
  it.each([
    ['', {}],
    ['a=1&b=&c', { a: '1', b: '', c: null }],
    ['%24.mid=x%2Fy&$.ct=application%2Fjson', { '$.mid': 'x/y', '$.ct': 'application/json' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=1+1', { a: '1+1' }],
    ['?a=1/', { a: '1' }],
    ['a=%E0%A4%A', { a: '%E0%A4%A' }],
    ['LWT', { LWT: null }],
  ])('%j', (text, bag) => expect({ ...parsePropertyBag(text) }).toEqual(bag));

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
