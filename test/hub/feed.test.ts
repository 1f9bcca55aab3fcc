import { describe, expect, it } from 'vitest';
import { Feed, type HubEvent, type HubEventRecord } from '../../src/hub/feed.ts';

const connected = (key: string): HubEvent => ({ type: 'connection', key, connected: true, reason: 'connected' });
const wire = (): HubEvent => ({
  ...{ type: 'wire', protocol: 'MQTT', direction: 'in', who: 'd', what: 'CONNECT', status: 0, note: undefined },
  ...{ version: undefined, requestBytes: 0, answerBytes: 0, milliseconds: 0 },
});

describe('the feed', () => {
  it('numbers and dates events, the same for all who listen', () => {
    const feed = new Feed(() => 7);
    const seen: HubEventRecord[] = [];
    feed.subscribe(event => seen.push(event));
    feed.subscribe(event => seen.push(event), 'changes');
    feed.emit(connected('a'));
    feed.emit(connected('b'));
    expect(seen.map(event => [event.sequence, event.at])).toEqual([
      [1, 7],
      [1, 7],
      [2, 7],
      [2, 7],
    ]);
  });

  it('keeps wire records from those who ask for changes only, and knows when nobody reads them', () => {
    const feed = new Feed(() => 0);
    const seen: string[] = [];
    feed.subscribe(event => seen.push(`changes ${event.type}`), 'changes');
    expect(feed.watched).toBe(false);
    const end = feed.subscribe(event => seen.push(`all ${event.type}`));
    expect(feed.watched).toBe(true);
    feed.emit(wire());
    feed.emit(connected('a'));
    expect(seen).toEqual(['all wire', 'changes connection', 'all connection']);
    end();
    expect(feed.watched).toBe(false);
  });

  it('does not call who has ended, even while an event is told', () => {
    const feed = new Feed(() => 0);
    const seen: string[] = [];
    let endSecond = () => {};
    feed.subscribe(() => endSecond());
    endSecond = feed.subscribe(() => seen.push('second'));
    feed.emit(connected('a'));
    feed.emit(connected('b'));
    expect(seen).toEqual([]);
  });

  it('ends one subscription of a listener that has two, not both', () => {
    const feed = new Feed(() => 0);
    let calls = 0;
    const listener = () => void calls++;
    feed.subscribe(listener);
    const end = feed.subscribe(listener);
    end();
    feed.emit(connected('a'));
    expect(calls).toBe(1);
  });
});
