import { isObject, type Json, type JsonObject, memberOf } from '../../../lib/json.ts';

export type ColumnType = 'text' | 'number' | 'boolean' | 'other';

export type Column = {
  /** Unique among a table's columns. */
  readonly title: string;
  readonly type: ColumnType;
  readonly read: (row: JsonObject) => Json | undefined;
};

/** Rows beyond these do not decide over columns. */
const sampled = 200;
const mostColumns = 40;

/** The columns that the rows and the query call for. `paths` are the members that the query names. */
export function columnsFor(
  rows: readonly JsonObject[],
  itemType: string | undefined,
  paths: readonly (readonly string[])[],
): readonly Column[] {
  const sample = rows.slice(0, sampled);
  const readers = itemType === 'Twin' ? twinReaders(sample, paths) : rawReaders(sample);
  return readers.slice(0, mostColumns).map(reader => ({ ...reader, type: typeOf(sample, reader.read) }));
}

type Reader = Omit<Column, 'type'>;

/** Every key of the rows in the order in which they first occur. */
function rawReaders(rows: readonly JsonObject[]): readonly Reader[] {
  const titles = new Set(rows.flatMap(row => Object.keys(row)));
  return [...titles].map(title => ({ title, read: row => memberOf(row, title) }));
}

/** A whole twin is too much for a table: first who it is, then what the query asks for, then what most twins have. */
function twinReaders(rows: readonly JsonObject[], named: readonly (readonly string[])[]): readonly Reader[] {
  const counts = new Map<string, { readonly path: readonly string[]; count: number }>();
  for (const row of rows) {
    for (const path of leavesOf(row)) {
      const key = JSON.stringify(path);
      const entry = counts.get(key) ?? { path, count: 0 };
      entry.count++;
      counts.set(key, entry);
    }
  }
  const frequent = [...counts.values()].sort((one, other) => other.count - one.count).map(({ path }) => path);
  const wanted = named.filter(path => path.length > 1);
  const readers = new Map<string, Reader>([
    ['deviceId', { title: 'deviceId', read: nameOf }],
    ['connectionState', { title: 'state', read: row => row.connectionState }],
  ]);
  for (const path of [...wanted, ...frequent]) {
    const key = path.join('.');
    if (!readers.has(key)) readers.set(key, { title: titleOf(path), read: row => valueAt(row, path) });
  }
  return [...readers.values()];
}

function nameOf({ deviceId, moduleId }: JsonObject): Json | undefined {
  return moduleId === undefined ? deviceId : `${String(deviceId)}/${String(moduleId)}`;
}

/** `properties.` goes without saying. */
function titleOf(path: readonly string[]): string {
  return (path[0] === 'properties' ? path.slice(1) : path).join('.');
}

/** Members that people set, down to those that are no objects. */
function leavesOf(row: JsonObject): readonly (readonly string[])[] {
  const properties = isObject(row.properties) ? row.properties : {};
  return [
    ...leavesBelow(row.tags, ['tags']),
    ...leavesBelow(properties.reported, ['properties', 'reported']),
    ...leavesBelow(properties.desired, ['properties', 'desired']),
  ];
}

function leavesBelow(value: Json | undefined, path: readonly string[]): readonly (readonly string[])[] {
  if (!isObject(value)) return value === undefined ? [] : [path];
  return Object.keys(value)
    .filter(name => !name.startsWith('$'))
    .flatMap(name => leavesBelow(value[name], [...path, name]));
}

function valueAt(row: JsonObject, path: readonly string[]): Json | undefined {
  let found: Json | undefined = row;
  for (const name of path) found = memberOf(found, name);
  return found;
}

function typeOf(rows: readonly JsonObject[], read: Column['read']): ColumnType {
  const types = new Set(rows.map(read).flatMap(value => (value === undefined || value === null ? [] : [typeof value])));
  if (types.size !== 1) return types.has('object') || types.size > 1 ? 'other' : 'text';
  const [only] = types;
  return only === 'number' || only === 'boolean' ? only : only === 'string' ? 'text' : 'other';
}
