import { describe, expect, it } from 'vitest';
import { applyFix } from '../../../src/query/language/syntax-error.ts';
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
    ['desired.interval = 5 WERE tags.a = 1', 'WERE', 'desired.interval = 5 WHERE tags.a = 1'],
    ['desired.interval = 5 WHERE tags.a == 1', '==', 'desired.interval = 5 WHERE tags.a = 1'],
    ['  call reboot WHERE tags.a == 1', '==', '  call reboot WHERE tags.a = 1'],
  ])('%s is told with the place of %s in the whole line, and mended by the fix that is offered', (text, wrong, mended) => {
    const result = parseBulkAct(text);
    if (result.kind !== 'wrong' || result.fix === undefined) throw new Error('expected a fix');
    expect(text.slice(result.offset)).toMatch(new RegExp(`^${wrong}`));
    expect(result.message).not.toContain('column');
    expect(result.hint).toMatch(/^\^F Write /);
    expect(applyFix(text, result.fix)).toBe(mended);
  });

  it.each([
    ['desired.a = {"b" 5} WHERE *', '5} WHERE *'],
    ['call set {"a"} WHERE *', '} WHERE *'],
    ['reported.a = 5 WHERE *', 'reported.a = 5 WHERE *'],
    ['desired.interval = 5', ''],
  ])('%s is told with its place', (text, rest) => {
    const result = parseBulkAct(text);
    expect(result.kind === 'wrong' && text.slice(result.offset)).toBe(rest);
  });

  it.each([
    ['desired.interval = 5', /Expected WHERE/],
    ['desired.interval = 5 WHERE', /Expected WHERE/],
    ['desired.interval = 5 WHERE tags.plant = ', /./],
    ['reported.interval = 5 WHERE *', /Only the device writes reported/],
    ['desired.a$b = 5 WHERE *', /a\$b/],
    ['call set nonsense WHERE *', /not JSON/],
  ])('%s is refused before any hub is asked', (text, message) => {
    expect(parseBulkAct(text)).toMatchObject({
      kind: 'wrong',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });
});
