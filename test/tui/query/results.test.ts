import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/lib/json.ts';
import { chartRows } from '../../../src/tui/query/results/chart-rows.ts';
import { columnWindow } from '../../../src/tui/query/results/column-widths.ts';
import { follow, nothingFollowed } from '../../../src/tui/query/results/follow-rows.ts';
import { freshRows, nextRows, withoutOldMarks } from '../../../src/tui/query/results/live-rows.ts';
import { pollTime } from '../../../src/tui/query/results/poll-time.ts';
import { resultsModel } from '../../../src/tui/query/results/results-model.ts';
import { tableRows } from '../../../src/tui/query/results/table-rows.ts';
import { initialTable, type TableView } from '../../../src/tui/query/results/table-view.ts';
import { type Row, rowWidth } from '../../../src/tui/text/row.ts';

const twin = (deviceId: string, version: number, type: string, plant = 'Redmond43'): JsonObject => ({
  deviceId,
  etag: String(version),
  version,
  connectionState: 'Connected',
  tags: { location: { plant } },
  properties: { desired: { $version: 1 }, reported: { connectivity: { type }, $version: version } },
});
const text = (rows: readonly Row[]) =>
  rows.map(row =>
    row
      .map(piece => piece.text)
      .join('')
      .trimEnd(),
  );
const modelOf = (rows: readonly JsonObject[], view: Partial<TableView> = {}, query = '', itemType = 'Raw') =>
  resultsModel({ rows: freshRows(rows), itemType, text: query, hasMore: false }, { ...initialTable, ...view });

describe('rows that are kept alive', () => {
  const marks = (rows: ReturnType<typeof nextRows>) =>
    rows.map(({ row, mark }) => `${mark?.kind ?? '='} ${String(row.deviceId)}`);
  const before = freshRows([twin('a', 1, 'wifi'), twin('b', 1, 'wifi'), twin('c', 1, 'wifi')]);

  it('are marked by what became of them, and who left stays where it was', () => {
    const next = nextRows(before, [twin('a', 1, 'wifi'), twin('c', 2, 'cellular'), twin('d', 1, 'wifi')], 1000);
    expect(marks(next)).toEqual(['= a', 'left b', 'changed c', 'entered d']);
  });
  it('lose their marks after some seconds, and those that left go', () => {
    const next = nextRows(before, [twin('a', 1, 'wifi'), twin('d', 1, 'wifi')], 1000);
    expect(marks(withoutOldMarks(next, 5999))).toEqual(['= a', 'left b', 'left c', 'entered d']);
    expect(marks(withoutOldMarks(next, 6000))).toEqual(['= a', '= d']);
  });
  it('count a group whose number changed as changed', () => {
    const groups = (number: number): JsonObject => ({ plant: 'Redmond43', number });
    expect(nextRows(freshRows([groups(1)]), [groups(2)], 0)[0]?.mark?.kind).toBe('changed');
  });
  it('are marked for changes only, not for the first page nor for further ones', () => {
    const first = [twin('a', 1, 'wifi')];
    const all = [...first, twin('b', 1, 'wifi')];
    const begun = follow(nothingFollowed, { run: 1, rows: [], at: undefined, pages: 0 }, 0);
    const page = follow(begun, { run: 1, rows: first, at: 1, pages: 1 }, 1);
    const more = follow(page, { run: 1, rows: all, at: 2, pages: 2 }, 2);
    expect(marks(more.rows)).toEqual(['= a', '= b']);
    const refreshed = follow(more, { run: 1, rows: [twin('b', 1, 'wifi')], at: 3, pages: 1 }, 3);
    expect(marks(refreshed.rows)).toEqual(['left a', '= b']);
    expect(follow(refreshed, { run: 1, rows: refreshed.source, at: 3, pages: 1 }, 4)).toBe(refreshed);
  });
  it('are asked for with no more than half of what a hub allows a minute', () => {
    expect([pollTime(0), pollTime(1), pollTime(3)]).toEqual([6000, 6000, 18_000]);
  });
});

describe('the table', () => {
  it('shows of whole twins who it is, what the query asks for, then what most have', () => {
    const query = "SELECT * FROM devices WHERE properties.reported.connectivity.type = 'wifi'";
    const titles = modelOf([twin('a', 1, 'wifi')], {}, query, 'Twin').columns.map(({ title }) => title);
    expect(titles).toEqual(['deviceId', 'state', 'reported.connectivity.type', 'tags.location.plant']);
  });
  it('sorts numbers as numbers, and what lacks a value last either way', () => {
    const rows = [{ n: 10 }, { n: 9 }, { m: 1 }, { n: 100 }];
    const sorted = (descending: boolean) =>
      modelOf(rows, { sort: { title: 'n', descending } }).rows.map(({ row }) => row.n);
    expect(sorted(false)).toEqual([9, 10, 100, undefined]);
    expect(sorted(true)).toEqual([100, 10, 9, undefined]);
  });
  it('leaves hidden columns out, and still sorts by them', () => {
    const model = modelOf(
      [
        { a: 'x', n: 2 },
        { a: 'y', n: 1 },
      ],
      { hidden: ['n'], sort: { title: 'n', descending: false } },
    );
    expect(model.columns.map(({ title }) => title)).toEqual(['a']);
    expect(model.rows.map(({ row }) => row.a)).toEqual(['y', 'x']);
  });
  it('treats __proto__ as a column like any other', () => {
    const row = JSON.parse('{"__proto__":"x","deviceId":"a"}') as JsonObject;
    expect(modelOf([row]).columns.map(({ title }) => title)).toEqual(['__proto__', 'deviceId']);
  });
  it('shows the rows around the cursor under their heading, numbers at the right', () => {
    const model = modelOf(Array.from({ length: 100 }, (_, n) => ({ deviceId: `d${n}`, n })));
    const options = { model, view: { ...initialTable, row: 50 }, isBrowsing: true, width: 40, height: 4 };
    expect(text(tableRows(options))).toEqual([
      '   deviceId   n',
      '   d49       49',
      ' ▸ d50       50',
      '   d51       51',
    ]);
  });
  it.each([30, 77, 120])('is never wider than %i cells, and moves sideways with its cursor', width => {
    const row = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`column${at}`, '日本語'.repeat(9)]));
    for (let column = 0; column < 20; column++) {
      const view = { ...initialTable, column };
      const rows = tableRows({ model: modelOf([row]), view, isBrowsing: true, width, height: 5 });
      expect(text(rows)[0]).toContain(`column${column}`.slice(0, 7));
    }
  });
  it('heads columns that are narrow with what tells them apart', () => {
    const row: JsonObject = {
      ...twin('thermostat-1', 1, 'wifi'),
      tags: { location: { plant: 'Redmond43', region: 'US' } },
      properties: {
        desired: { firmware: { version: '1.1' }, $version: 1 },
        reported: { connectivity: { type: 'wifi' }, firmware: { version: '1.0' }, $version: 2 },
      },
    };
    const model = modelOf([row], { sort: { title: 'tags.location.region', descending: false } }, '', 'Twin');
    const view = { ...initialTable, sort: { title: 'tags.location.region', descending: false } };
    const [heading] = text(tableRows({ model, view, isBrowsing: false, width: 96, height: 4 }));
    expect(heading?.trim().split(/ {2,}/)).toEqual([
      'deviceId',
      'state',
      '…plant',
      '…region ▲',
      '…type',
      're…version',
      'de…version',
    ]);
  });
  it('keeps the first column and the one under the cursor in sight', () => {
    const { shown, moreLeft, moreRight } = columnWindow([20, 20, 20, 20, 20, 20, 20], 36, 5);
    expect([shown[0], shown.includes(5), moreLeft, moreRight]).toEqual([0, true, true, true]);
  });
});

describe('bars', () => {
  const groups = [{ plant: 'Redmond43', number: 4 }, { plant: 'Leeds', number: 2 }, { number: 0 }];
  it('are as long as their numbers are great, and name their group', () => {
    const rows = text(
      chartRows({ model: modelOf(groups), view: initialTable, isBrowsing: false, width: 30, height: 9 }),
    );
    const lengths = rows.slice(1).map(row => row.match(/█/g)?.length ?? 0);
    expect(rows[3]).toContain('(none)');
    expect(lengths[0]).toBe(lengths[1]! * 2);
    expect(lengths[2]).toBe(0);
  });
  it('fit the width', () => {
    for (const width of [12, 30, 200]) {
      const rows = chartRows({ model: modelOf(groups), view: initialTable, isBrowsing: true, width, height: 9 });
      for (const row of rows.slice(1)) expect(rowWidth(row)).toBeLessThanOrEqual(Math.max(width, 20));
    }
  });
  it('say what they need when there is no number', () => {
    expect(
      text(chartRows({ model: modelOf([{ a: 'x' }]), view: initialTable, isBrowsing: false, width: 60, height: 5 }))[0],
    ).toContain('numbers');
  });
});
