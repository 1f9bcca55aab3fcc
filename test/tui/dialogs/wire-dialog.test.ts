import { describe, expect, it } from 'vitest';
import type { WireRecord } from '../../../src/clients/wire-record.ts';
import { cells } from '../../../src/lib/text.ts';
import { wireDialog } from '../../../src/tui/dialogs/wire-dialog.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon } from '../../helpers/screen-props.ts';

const room = { width: 100, height: 40 };
const patch: WireRecord = {
  sequence: 2,
  at: noon,
  protocol: 'REST',
  direction: 'in',
  who: 'iothubowner',
  what: 'PATCH /twins/dev1',
  status: 412,
  note: 'PreconditionFailed',
  version: undefined,
  requestBytes: 21,
  answerBytes: 0,
  milliseconds: 3.4,
  requestBody: '{"tags":{"plant":"Redmond43"}}',
  answerBody: undefined,
  headers: { 'if-match': '"AAAAAAAAAAE="' },
};
const push: WireRecord = {
  ...patch,
  sequence: 1,
  protocol: 'MQTT',
  direction: 'out',
  who: 'dev1',
  what: '$iothub/twin/PATCH/properties/desired/?$version=4',
  status: undefined,
  note: undefined,
  headers: undefined,
  requestBody: undefined,
  answerBody: '{"interval":5,"$version":4}',
};
const shown = (
  sequence: number | undefined,
  isOpen: boolean,
  records: readonly WireRecord[] = [push, patch],
  top = 0,
) => wireDialog({ kind: 'wire', sequence, isOpen, top }, records, room).rows.map(rowText);

describe('the wire log', () => {
  it('has one line for each exchange, the newest last: which way, what, and how it was answered', () => {
    const [first, second] = shown(undefined, false);
    expect(first).toMatch(/← MQTT \$iothub\/twin\/PATCH\/properties\/desired\/\?\$version=4/);
    expect(second).toMatch(/→ REST PATCH \/twins\/dev1 PreconditionFailed +412 +3\.4 ms/);
  });

  it('opens the one under the cursor with who it was, headers, and the bodies of both ways', () => {
    const text = shown(undefined, true).join('\n');
    expect(text).toMatch(/from +iothubowner/);
    expect(text).toContain('if-match: "AAAAAAAAAAE="');
    expect(text).toMatch(/request +21 B\n +\{"tags":\{"plant":"Redmond43"\}\}/);
    expect(shown(1, true).join('\n')).toContain('{"interval":5,"$version":4}');
  });

  it('escapes what comes from others, and says how much of a long body it leaves out', () => {
    const hostile = { ...patch, requestBody: `"\u001b]52;c;x\u0007"${'a'.repeat(20_000)}` };
    const text = shown(undefined, true, [hostile]).join('\n');
    expect(text).not.toContain('\u001b');
    const end = shown(undefined, true, [hostile], 1_000).join('\n');
    expect(end).toMatch(/… \d+ more characters/);
    expect(end).toContain('answer    0 B');
  });

  it('breaks a body where the pane ends, by what its characters take on the screen', () => {
    const wide = { ...patch, requestBody: '温度'.repeat(100) };
    const rows = shown(undefined, true, [wide]).filter(row => row.includes('温'));
    expect(rows.map(cells)).toEqual([100, 100, 100, 100, 20]);
    expect(rows.join('').replaceAll(' ', '')).toBe(wide.requestBody);
  });

  it.each(['x', '温', '😀'])('counts what it leaves out of a body of many %s', sign => {
    const rows = shown(undefined, true, [{ ...patch, requestBody: sign.repeat(30_001) }], 10_000);
    const hidden = Number(/… (\d+) more characters/.exec(rows.join('\n'))?.[1]);
    expect(hidden).toBe(30_001 - 200 * (96 / cells(sign)));
  });
});
