import { describe, expect, it } from 'vitest';
import { parseBulkAct } from '../../../src/tui/edit/bulk-act.ts';

describe('an act on many devices, as it is typed', () => {
  it.each([
    [
      "desired.interval = 5 WHERE tags.plant = 'Redmond43'",
      { kind: 'update-twin', patch: { properties: { desired: { interval: 5 } } } },
      "tags.plant = 'Redmond43'",
    ],
    ['tags.a.b = null where *', { kind: 'update-twin', patch: { tags: { a: { b: null } } } }, '*'],
    [
      'tags.note = "sold WHERE found" WHERE deviceId = \'a\'',
      { kind: 'update-twin', patch: { tags: { note: 'sold WHERE found' } } },
      "deviceId = 'a'",
    ],
    [
      'call setInterval {"s":5} WHERE status = \'enabled\'',
      { kind: 'call-method', method: { name: 'setInterval', payload: { s: 5 } } },
      "status = 'enabled'",
    ],
    ['call reboot WHERE *', { kind: 'call-method', method: { name: 'reboot', payload: null } }, '*'],
  ])('%s', (text, work, condition) => {
    expect(parseBulkAct(text)).toEqual({ kind: 'ok', act: { work, condition } });
  });

  it.each([
    ['desired.interval = 5', /Expected WHERE/],
    ['desired.interval = 5 WHERE', /Expected WHERE/],
    ['desired.interval = 5 WHERE tags.plant = ', /./],
    ['reported.interval = 5 WHERE *', /Only the device writes reported/],
    ['desired.a$b = 5 WHERE *', /a\$b/],
    ['call set nonsense WHERE *', /not JSON/],
  ])('%s is refused before any hub is asked', (text, message) => {
    expect(parseBulkAct(text)).toEqual({
      kind: 'wrong',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });
});
