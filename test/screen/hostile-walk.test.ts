import { expect, it } from 'vitest';
import { isObject, type Json } from '../../src/lib/json.ts';
import { hostileTags, longString } from '../fixtures/twins/hostile.ts';
import { runCli, temporaryDirectory } from '../helpers/cli.ts';
import { foreignOutput } from '../helpers/own-output.ts';
import { openScreen, type Screen } from '../helpers/pty.ts';
import { decoded, shownPairs } from '../helpers/shown-pairs.ts';

/** All that may do something in a terminal, or hide. */
const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}\ud800-\udfff]/u;
const keys = Object.keys(hostileTags);
const stored = new Map(leaves(hostileTags));
/** Members that every twin has. */
const others = new Set([
  'deviceId',
  'etag',
  'deviceEtag',
  'status',
  'connectionState',
  'authenticationType',
  'modelId',
  '$lastUpdated',
  'lastActivityTime',
  'statusUpdateTime',
]);

/** Every leaf with its key, as deep as it may be. */
function leaves(value: Json, key = ''): readonly (readonly [string, Json])[] {
  if (!isObject(value)) return [[key, value]];
  return Object.keys(value).flatMap(name => leaves(value[name]!, name));
}

/** Lines inside of a border, dialogs' and panes'. */
function inside(screen: Screen): readonly string[] {
  return screen.lines().map(line => line.replace(/^[│┃]? ?[│┃] ?/, '').replace(/ *[│┃]( *[│┃])?$/, ''));
}

type Pairs = readonly (readonly [string, Json])[];

/** Waits until so many of the tags are shown; each is shown as it is stored. */
async function expectStored(
  screen: Screen,
  read: (lines: readonly string[]) => Pairs,
  atLeast: number,
): Promise<Pairs> {
  const shown = () => read(screen.lines()).filter(([key]) => !others.has(key));
  await screen.waitFor(() => new Set(shown().map(([key]) => key)).size >= atLeast);
  for (const [key, value] of shown()) expect([key, stored.get(key)]).toEqual([key, value]);
  return shown();
}

/** The rows of the twin pane: a key, and what stands behind it. */
function treePairs(lines: readonly string[]): Pairs {
  const row = /^(?:[~+≠−] )?\s*(?:[▾▸·] )?(\S+) {2}("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|\[.*\])(?: {3}|$)/;
  return lines.flatMap(line => {
    const found = row.exec(line);
    return found === null ? [] : [[decoded(found[1]!), JSON.parse(found[2]!) as Json] as const];
  });
}

/** Of two versions: a key that is new, and its value on the right. */
function comparedPairs(lines: readonly string[]): Pairs {
  return lines.flatMap((line, at) => {
    const key = /[│┃] \+ tags\.(\S+)/.exec(line)?.[1];
    const value = /not there +("(?:[^"\\]|\\.)*") /.exec(lines[at + 1] ?? '')?.[1];
    return key === undefined || value === undefined ? [] : [[decoded(key), JSON.parse(value) as Json] as const];
  });
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
  const top = inside(screen);
  screen.press('G');
  await screen.waitFor(text => text !== top.join('\n') && text.includes('reported'));
  const tree = new Map(treePairs([...top, ...inside(screen)]));
  for (const [key, value] of stored) expect([key, tree.get(key)]).toEqual([key, value]);

  screen.press('_', 't');
  await screen.waitFor('Versions seen');
  await expectStored(screen, shownPairs, 1);
  screen.press('d');
  await screen.waitFor(/▸ v\d+ and v\d+/);
  const compared = await expectStored(screen, comparedPairs, 12);
  expect(compared.map(([key]) => key)).toEqual(expect.arrayContaining(keys.slice(0, 8)));
  screen.press('q');
  await screen.waitFor(text => !/▸ v\d+ and/.test(text));

  screen.press('g', 'v');
  await screen.waitFor('▸ tags');
  await expectStored(screen, shownPairs, 20);
  screen.press('q', 'W');
  // Told of a little after the twin that it changed is shown.
  await screen.waitFor(/Wire log[\s\S]*REST PATCH \/twins/);
  screen.press(...Array<string>(20).fill('down'), 'space');
  await screen.waitFor('request');
  await walkToPatch(screen);
  await expectStored(screen, shownPairs, 12);
  screen.press('q');
  await screen.waitFor(text => !text.includes('Wire log'));

  screen.press('3');
  await screen.waitFor('▸ 3 Query');
  screen.type("SELECT tags.bidi, tags.literal, tags.rtl FROM devices WHERE deviceId = 'myDeviceId'");
  screen.press('ctrl+j');
  // The title tells of the row before the row is painted, and the twin beside it shows the same values.
  const isRow = (line: string) => line.includes('admin') && line.includes(String(hostileTags.rtl));
  await screen.waitFor(text => text.split('\n').some(isRow));
  const row = screen.lines().find(isRow) ?? '';
  const cells = [...row.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([cell]) => JSON.parse(cell) as Json);
  expect(cells).toEqual([hostileTags.bidi, hostileTags.literal]);
  screen.press('ctrl+u');
  screen.type("SELECT * FROM devices WHERE deviceId = 'myDeviceId'");
  screen.press('ctrl+j');
  await screen.waitFor('a turne…');
  screen.press('esc');
  await screen.waitFor('▸ myDevic');
  screen.press('v');
  await screen.waitFor('"tags": {');
  await expectStored(screen, shownPairs, 12);
  screen.press('ctrl+c');
  await screen.ended;

  const output = screen.output();
  const rest = foreignOutput(output);
  const found = forbidden.exec(rest);
  expect(found && JSON.stringify(rest.slice(Math.max(0, found.index - 40), found.index + 40))).toBeNull();
  // What is ours in form is not ours where the twin holds it.
  expect(/\u001b\[(?:33m|G|\?2026h)LEAK/.exec(output)).toBeNull();
});

/** In the wire log, to the exchange whose body holds the tags; the newest is the last. */
async function walkToPatch(screen: Screen): Promise<void> {
  for (let step = 0; step < 20 && !isPatchShown(screen); step++) {
    const before = screen.text();
    screen.press('up');
    await screen.waitFor(text => text !== before);
  }
}

function isPatchShown(screen: Screen): boolean {
  return shownPairs(screen.lines()).some(([key]) => stored.has(key));
}
