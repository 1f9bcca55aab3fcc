import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JsonObject } from '../../src/lib/json.ts';
import type { Condition } from '../../src/query/language/ast.ts';
import { parseQuery } from '../../src/query/language/parser.ts';
import { sampleNames, sampleQueries } from './sample-twins.ts';
import { median, type Timings } from './timings.ts';

const script = join(import.meta.dirname, 'sql-peer.mjs');

/**
 * SQLite needs a Node that has it, named by TWIN_TUI_SQLITE_NODE; DuckDB and mingo a folder in which they are
 * installed, named by TWIN_TUI_BENCH_MODULES. What is missing is left out, with the reason.
 */
export function sqlPeers(file: string, count: number): { [peer: string]: Timings | string } {
  const modules = process.env.TWIN_TUI_BENCH_MODULES ?? '';
  const node = process.env.TWIN_TUI_SQLITE_NODE;
  const hasDuck = existsSync(join(modules, 'node_modules/@duckdb/node-api'));
  return {
    ...(node === undefined
      ? { SQLite: 'left out: TWIN_TUI_SQLITE_NODE names no Node with node:sqlite' }
      : child('sqlite', node, file, count)),
    ...(hasDuck
      ? child('duckdb', process.execPath, file, count)
      : { DuckDB: 'left out: not installed in TWIN_TUI_BENCH_MODULES' }),
  };
}

function child(engine: string, node: string, file: string, count: number): { [peer: string]: Timings | string } {
  const queries = Object.fromEntries(sampleNames.map(name => [name, sampleQueries[name].where(count)]));
  const input = { engine, file, queries, modules: process.env.TWIN_TUI_BENCH_MODULES ?? '' };
  const { stdout, stderr, status } = spawnSync(node, ['--no-warnings', script, JSON.stringify(input)], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) return { [engine]: `failed: ${stderr.trim().split('\n').slice(0, 6).join(' | ')}` };
  return JSON.parse(stdout) as { [peer: string]: Timings };
}

/** What most would write first: each node of the query a closure over a parsed object. */
function closure(node: Condition): (row: JsonObject) => unknown {
  if (node.kind === 'constant') return () => node.value;
  if (node.kind === 'path') {
    const names = node.segments.map(({ name }) => name);
    return row => names.reduce<unknown>((value, name) => (value as JsonObject | undefined)?.[name], row);
  }
  if (node.kind === 'call') {
    const [text, start] = node.arguments.map(closure);
    return row => (text!(row) as string | undefined)?.startsWith(start!(row) as string);
  }
  if (node.kind !== 'and' && node.kind !== 'comparison') throw new Error(`no closure for ${node.kind}`);
  const [left, right] = [closure(node.left), closure(node.right)];
  if (node.kind !== 'comparison') return row => left(row) === true && right(row) === true;
  return node.operator === '='
    ? row => left(row) === right(row)
    : row => (left(row) as number) < (right(row) as number);
}

/** Closures over parsed objects, and mingo; `factor` scales the sample up to the bench's size. */
export function objectPeers(documents: readonly JsonObject[], factor: number): { [peer: string]: Timings | string } {
  const naive: Timings = {};
  for (const name of ['plant', 'both', 'range'] as const) {
    const { where } = parseQuery(sampleQueries[name].text());
    const test = closure(where!);
    const run = () => documents.filter(document => test(document) === true).length;
    naive[name] = { ms: median(run) * factor, rows: run() * factor };
  }
  const filter = (document: JsonObject) => {
    const { tags, properties } = document as unknown as Sample;
    return tags?.location?.plant === 'Redmond43' && properties?.reported?.connectivity?.type === 'cellular';
  };
  const written = { both: { ms: median(() => documents.filter(filter).length) * factor, rows: 0 } };
  return { 'naive scan': naive, 'filter by hand': written, ...mingo(documents, factor) };
}

type Sample = {
  readonly tags?: { readonly location?: { readonly plant?: string } };
  readonly properties?: { readonly reported?: { readonly connectivity?: { readonly type?: string } } };
};

function mingo(documents: readonly JsonObject[], factor: number): { [peer: string]: Timings | string } {
  const folder = process.env.TWIN_TUI_BENCH_MODULES ?? '';
  if (!existsSync(join(folder, 'node_modules/mingo')))
    return { mingo: 'left out: not installed in TWIN_TUI_BENCH_MODULES' };
  const { Query } = createRequire(`${folder}/`)('mingo') as {
    Query: new (filter: object) => { test(document: object): boolean };
  };
  const filters = {
    plant: { 'tags.location.plant': 'Redmond43' },
    both: { 'tags.location.plant': 'Redmond43', 'properties.reported.connectivity.type': 'cellular' },
  };
  const timings: Timings = {};
  for (const [name, filter] of Object.entries(filters)) {
    const query = new Query(filter);
    const run = () => documents.filter(document => query.test(document)).length;
    timings[name] = { ms: median(run) * factor, rows: run() * factor };
  }
  return { mingo: timings };
}
