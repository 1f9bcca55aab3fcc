import { expect, it } from 'vitest';
import { isObject, type Json } from '../../src/lib/json.ts';
import { hostileTags, longString } from '../fixtures/twins/hostile.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { openScreen } from '../helpers/pty.ts';

/** What the screen itself writes: styles, moves, erasing, modes, and the question for the background. ECMA-48 */
const ours =
  /\u001b\[[\d;]*m|\u001b\[\d*(?:;\d+)?[ABCDEFGHJK]|\u001b\[\?(?:25|1000|1006|1049|2004|2026)[hl]|\u001b\]11;\?\u001b\\|\r?\n|\r/g;
/** All else that may do something in a terminal, or hide. */
const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

/** Every leaf with its key, as deep as it may be. */
function leaves(value: Json, key = ''): readonly (readonly [string, Json])[] {
  if (!isObject(value)) return [[key, value]];
  return Object.keys(value).flatMap(name => leaves(value[name]!, name));
}

it('a hostile twin leaves nothing in the byte stream that is not ours, and is shown as it is stored', {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  const parameters = ['--data-dir', directory];
  const screen = openScreen({ columns: 200, rows: 60, parameters });
  await screen.waitFor('● online', 30);
  const patch = JSON.stringify({ tags: { ...hostileTags, long: longString } });
  const { code, stderr } = await runCli(['twin', 'patch', 'myDeviceId', patch, ...parameters]);
  expect(code, stderr).toBe(0);
  await screen.waitFor('__proto__');
  screen.press('2', '+');
  await screen.waitFor(text => text.includes('▸ 2 Twin') && !text.includes('1 Device'));
  const top = screen.text();
  screen.press('G');
  await screen.waitFor(text => text !== top);

  const shown = new Set(
    [...top.split('\n'), ...screen.lines()].map(line => line.replace(/^[│┃]\s*(?:[~+≠] )?\s*/, '')),
  );
  const values = [...shown].map(line =>
    /^(?:[▾▸·] )?(.*?) {2}("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|\[.*\])(?: {3}|$)/.exec(line),
  );
  const decoded = new Map(values.flatMap(found => (found ? [[found[1]!, JSON.parse(found[2]!) as Json]] : [])));
  const stored = leaves(hostileTags).filter(([key]) => /^[\w$]+$/.test(key));
  expect(stored.length).toBeGreaterThan(5);
  for (const [key, value] of stored) expect([key, decoded.get(key)]).toEqual([key, value]);

  // The other ways on which foreign text comes to the screen.
  screen.press('_', 't');
  await screen.waitFor('Versions seen');
  screen.press('d');
  await screen.waitFor(/▸ v\d+ and v\d+/);
  screen.press('q');
  await screen.waitFor(text => !/▸ v\d+ and/.test(text));
  screen.press('g', 'v');
  await screen.waitFor('▸ tags');
  screen.press('q', 'W');
  await screen.waitFor('Wire log');
  screen.press('space');
  await screen.waitFor('request');
  screen.press('q');
  await screen.waitFor(text => !text.includes('Wire log'));
  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  screen.type("SELECT * FROM devices WHERE deviceId = 'myDeviceId'");
  screen.press('ctrl+j');
  await screen.waitFor('1 row');
  screen.press('ctrl+c');
  await screen.ended;

  const rest = screen.output().replace(ours, '');
  const found = forbidden.exec(rest);
  expect(found && JSON.stringify(rest.slice(Math.max(0, found.index - 40), found.index + 40))).toBeNull();
});
