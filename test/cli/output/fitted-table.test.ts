import { expect, it } from 'vitest';
import { FittedTable } from '../../../src/cli/output/fitted-table.ts';
import type { JsonObject } from '../../../src/lib/json.ts';
import { runCli, temporaryDirectory } from '../../helpers/cli.ts';
import { startTestHub } from '../../helpers/hub.ts';
import { openScreen } from '../../helpers/pty.ts';
import { readTwin } from '../../helpers/screen-props.ts';

const twin = readTwin('thermostat') as unknown as JsonObject;

function table(room: number, rows: readonly JsonObject[], itemType = 'Twin', paths: readonly string[][] = []) {
  const writer = new FittedTable({ room, itemType: () => itemType, paths });
  const lines = writer.page(rows).split('\n').slice(0, -1);
  return { writer, lines, heading: lines[0]!.split(/ {2,}/) };
}

it.each([20, 40, 80, 120, 300])('a table of whole twins is no wider than a terminal of %i columns', room => {
  const { lines } = table(room, [twin, { ...twin, deviceId: 'a-device-of-a-longer-name' }]);
  expect(lines).toHaveLength(4);
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(room);
});

it('has the device first, then what the query names, then tags and properties, and counts the rest', () => {
  const { heading, writer } = table(80, [twin], 'Twin', [['properties', 'reported', 'connectivity', 'type']]);
  expect(heading.slice(0, 3)).toEqual(['deviceId', 'state', 'reported.connectivity.type']);
  expect(writer.leftOut).toBeGreaterThan(0);
  const wide = table(2_000, [twin]);
  // Members such as the etag are in no column of the screen either.
  expect(wide.writer.leftOut).toBeGreaterThan(0);
  expect(wide.writer.leftOut).toBeLessThan(writer.leftOut);
});

it('cuts what was asked for before it leaves any of it out', () => {
  const long = 'x'.repeat(58);
  const { heading, lines, writer } = table(100, [{ a: long, b: long, c: 1 }], 'Raw');
  expect(heading).toEqual(['a', 'b', 'c']);
  expect(lines[2]).toMatch(/^x{58} {2}x{27}… {2}1$/);
  expect(writer.leftOut).toBe(0);
});

it('gives a later page with other columns a heading of its own', () => {
  const writer = new FittedTable({ room: 80, itemType: () => 'Raw', paths: [] });
  expect(writer.page([{ a: 1 }]) + writer.page([]) + writer.page([{ b: 2 }])).toBe('a\n─\n1\n\nb\n─\n2\n');
});

it('a query on a terminal is a line each row, and says what is left out', { timeout: 30_000 }, async () => {
  const dataDir = temporaryDirectory();
  await startTestHub({ dataDir });
  const at = ['--local', '--data-dir', dataDir];
  const tags = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a-rather-long-name-${index}`, 'a value']));
  expect(await runCli(['device', 'create', 'dev1', ...at])).toMatchObject({ code: 0 });
  expect(await runCli(['twin', 'patch', 'dev1', JSON.stringify({ tags }), ...at])).toMatchObject({ code: 0 });
  const screen = openScreen({ parameters: ['query', 'SELECT * FROM devices', ...at], columns: 100 });
  await screen.ended;
  const [heading, rule, row, note] = screen.output().split('\r\n');
  expect(heading).toMatch(/^deviceId {2}state {9}tags\.a-rather-long-name-0 {2}/);
  expect(rule).toMatch(/^[─ ]+$/);
  expect(row).toMatch(/^dev1 {6}Disconnected {2}a value/);
  expect(note).toMatch(/\d+ columns left out; --format json or csv gives all$/);
});
