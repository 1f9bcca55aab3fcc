import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { writeTwinRow } from '../src/hub/queries/twin-row.ts';
import { currentTwinJson } from '../src/hub/twins/twin-json.ts';
import { TableEngine } from '../src/query/engine/table-engine.ts';
import { type TableQuery, tableQuery } from '../src/query/engine/table-query.ts';
import { parseQuery } from '../src/query/language/parser.ts';
import { BenchHub } from './query/bench-hub.ts';
import { objectPeers, sqlPeers } from './query/peers.ts';
import {
  deviceIdOf,
  sampleDocument,
  sampleIdentity,
  sampleLine,
  sampleNames,
  sampleQueries,
  sampleTwin,
} from './query/sample-twins.ts';
import { median, medianOf, percentile, type Timings } from './query/timings.ts';

const sizes: { readonly [name: string]: number } = { '10k': 10_000, '100k': 100_000, '1M': 1_000_000 };

/** `npm run bench -- query [10k|100k|1M]`: queries of this hub beside SQLite, DuckDB, mingo and plain loops, in one run. */
export async function run([size = '10k']: readonly string[]): Promise<void> {
  const count = sizes[size];
  if (count === undefined) throw new Error(`Expected 10k, 100k or 1M, found ${size}.`);
  const hub = new BenchHub();
  const before = memory();
  const began = performance.now();
  hub.load(count);
  const loaded = performance.now();
  await hub.queries.index.ready();
  const indexed = performance.now();
  console.log(
    `${count} twins of ${Math.round(hub.jsonBytes / count)} bytes; made and loaded in ${ms(loaded - began)}, indexed in ${ms(indexed - loaded)}`,
  );
  const results: { [name: string]: Timings | string } = {};
  results['this hub, unlearned'] = unlearned(hub, count);
  results['this hub, learned'] = await learned(hub, count);
  const { columns, table } = hub.queries.index.devices;
  const held = { used: memory() - before, columns: columns.bytes, rows: table.bytes };
  await point(hub, count);
  await latency(hub, count);
  writes(hub, count);
  results['bare typed arrays'] = bareArrays(count);
  Object.assign(results, await peersOf(count));
  print(results);
  console.log(
    `memory ${mb(held.used)} for ${mb(hub.jsonBytes)} of JSON: ${(held.used / hub.jsonBytes).toFixed(2)} (goal 1.5, stretch 1.15), columns ${mb(held.columns)}, rows ${mb(held.rows)}`,
  );
  goals(results);
}

function prepare(name: keyof typeof sampleQueries, count: number): TableQuery {
  return tableQuery(parseQuery(sampleQueries[name].text(count)));
}

function drain<T>(steps: Iterator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function answer(engine: TableEngine, query: TableQuery): number {
  if (query.isAggregate) return drain(engine.groups(query)).groups.length;
  const rows: number[] = [];
  const limit = query.top ?? Number.POSITIVE_INFINITY;
  drain(engine.find(query, 0, row => rows.push(row) < limit));
  return rows.length;
}

function unlearned(hub: BenchHub, count: number): Timings {
  const { table, source } = hub.queries.index.devices;
  const engine = new TableEngine(table, source, { bytes: 0, rows: Number.POSITIVE_INFINITY, queries: 1 });
  return timingsOf(engine, count);
}

async function learned(hub: BenchHub, count: number): Promise<Timings> {
  const engine = hub.queries.index.devices;
  for (const name of sampleNames) drain(engine.learn(prepare(name, count)));
  const timings = timingsOf(engine, count);
  let bytes = 0;
  const copyAll = async () => {
    bytes = 0;
    let continuation: string | undefined;
    do {
      const page = await hub.queries.run({ text: sampleQueries.plant.text(), pageSize: undefined, continuation });
      bytes += page.body.length;
      continuation = page.continuation;
    } while (continuation !== undefined);
  };
  const began = performance.now();
  await copyAll();
  const first = performance.now() - began;
  const pages = await medianOf(copyAll, 41);
  console.log(
    `rows of the first query copied out in pages of 100: ${ms(first)} the first time, ${ms(pages)} again, for ${mb(bytes)}`,
  );
  return { ...timings, 'plant, rows': { ms: pages, rows: timings.plant!.rows } };
}

function timingsOf(engine: TableEngine, count: number): Timings {
  const timings: Timings = {};
  for (const name of sampleNames) {
    const query = prepare(name, count);
    timings[name] = { ms: median(() => answer(engine, query), 15), rows: answer(engine, query) };
  }
  return timings;
}

/** What a loop over two columns of numbers takes, without any database around it. */
function bareArrays(count: number): Timings {
  const [plants, channels] = [new Uint32Array(count), new Uint32Array(count)];
  for (let index = 0; index < count; index++) {
    const noise = Math.imul(index, 2654435761) >>> 0;
    plants[index] = noise % 200;
    channels[index] = (noise >>> 4) % 5;
  }
  const both = () => {
    const rows: number[] = [];
    for (let row = 0; row < count; row++) if (plants[row] === 43 && channels[row] === 0) rows.push(row);
    return rows.length;
  };
  const group = () => {
    const counts = new Uint32Array(5);
    for (let row = 0; row < count; row++) counts[channels[row]!]!++;
    return counts.length;
  };
  return { both: { ms: median(both, 15), rows: both() }, group: { ms: median(group, 15), rows: group() } };
}

async function peersOf(count: number): Promise<{ [name: string]: Timings | string }> {
  const folder = mkdtempSync(join(tmpdir(), 'twin-tui-bench-'));
  try {
    const file = join(folder, 'twins.ndjson');
    const output = openSync(file, 'w');
    for (let index = 0; index < count; index += 1000) {
      const lines = Array.from({ length: Math.min(1000, count - index) }, (_, line) => `${sampleLine(index + line)}\n`);
      writeSync(output, lines.join(''));
    }
    closeSync(output);
    const sample = Math.min(count, 100_000);
    const documents = Array.from({ length: sample }, (_, index) => sampleDocument(index));
    return { ...sqlPeers(file, count), ...objectPeers(documents, count / sample) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function point(hub: BenchHub, count: number): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 5000; round++) {
    const text = `SELECT * FROM devices WHERE deviceId = '${deviceIdOf((round * 7919) % count)}'`;
    const began = performance.now();
    await hub.queries.run({ text, pageSize: undefined, continuation: undefined });
    times.push(performance.now() - began);
  }
  const repeated = await medianOf(async () => {
    for (let round = 0; round < 100; round++) {
      await hub.queries.run({ text: sampleQueries.point.text(count), pageSize: undefined, continuation: undefined });
    }
  });
  console.log(
    `point look-up with its document: ${us(repeated / 100)}; each time another text, parsing and compiling included: p50 ${us(percentile(times, 0.5))} (goal 20 µs)`,
  );
}

function writes(hub: BenchHub, count: number): void {
  const { index } = hub.queries;
  const engine = index.devices;
  const { table, columns } = engine;
  const rounds = 20_000;
  const write = (shift: number) => {
    const began = performance.now();
    for (let round = 0; round < rounds; round++) {
      const at = (round * 7919) % count;
      const twin = sampleTwin(at + shift);
      table.put(deviceIdOf(at), row => writeTwinRow(row, sampleIdentity(deviceIdOf(at)), twin));
    }
    return ((performance.now() - began) / rounds) * 1000;
  };
  for (const name of sampleNames) drain(engine.learn(prepare(name, count)));
  drain(
    engine.learn(
      tableQuery(parseQuery("SELECT * FROM devices WHERE tags.building = 1 AND tags.location.region = 'x'")),
    ),
  );
  const names = `${columns.keys.length} columns`;
  const withColumns = [write(1), write(2), write(3)].sort((a, b) => a - b)[1]!;
  columns.clear();
  const without = [write(4), write(5), write(6)].sort((a, b) => a - b)[1]!;
  console.log(
    `one twin into the index: ${withColumns.toFixed(1)} µs with ${names}, ${without.toFixed(1)} µs with none (goal: 15 µs more at most; making the twin included in both)`,
  );
}

/** A twin is read whenever the event loop lets it be, while a query scans all rows again and again. */
async function latency(hub: BenchHub, count: number): Promise<void> {
  const { table, source } = hub.queries.index.devices;
  const engine = new TableEngine(table, source, { bytes: 0, rows: Number.POSITIVE_INFINITY, queries: 1 });
  const query = prepare('range', count);
  const end = performance.now() + 3000;
  const scans = (async () => {
    while (performance.now() < end) await hub.queries.index.slices.run(engine.find(query, 0, () => true));
  })();
  const waits: number[] = [];
  while (performance.now() < end) {
    const asked = performance.now();
    await new Promise(resolve => setTimeout(resolve, 1));
    const key = deviceIdOf(waits.length % count);
    currentTwinJson(hub, { deviceId: key }, hub.state.get('twin', key)!);
    waits.push(performance.now() - asked - 1);
  }
  await scans;
  console.log(
    `GET of a twin during scans: p50 ${ms(percentile(waits, 0.5))}, p99 ${ms(percentile(waits, 0.99))} (goal 25 ms)`,
  );
}

function print(results: { readonly [name: string]: Timings | string }): void {
  const names = [...sampleNames, 'plant, rows'];
  console.log(['ms'.padEnd(22), ...names.map(name => name.padStart(12))].join(''));
  for (const [peer, timings] of Object.entries(results)) {
    if (typeof timings === 'string') console.log(`${peer.padEnd(22)}${timings}`);
    else
      console.log([peer.padEnd(22), ...names.map(name => (timings[name]?.ms.toFixed(3) ?? '-').padStart(12))].join(''));
  }
  const own = results['this hub, learned'] as Timings;
  console.log(['rows'.padEnd(22), ...names.map(name => String(own[name]?.rows ?? '-').padStart(12))].join(''));
}

type Goal = readonly [text: string, own: string, query: string, peer: string, peerQuery: string, limit: number];
const [fresh, known] = ['this hub, unlearned', 'this hub, learned'];
const allGoals: readonly Goal[] = [
  ['unlearned predicate / SQLite JSONB', fresh, 'plant', 'SQLite JSONB', 'plant', 0.1],
  ['unlearned two predicates / naive scan', fresh, 'both', 'naive scan', 'both', 0.25],
  ['learned two predicates / SQLite index', known, 'both', 'SQLite index', 'both', 0.2],
  ['learned two predicates / DuckDB shredded', known, 'both', 'DuckDB shredded', 'both', 0.2],
  ['learned two predicates / bare arrays', known, 'both', 'bare typed arrays', 'both', 4],
  ['learned GROUP BY / SQLite index', known, 'group', 'SQLite index', 'group', 0.2],
  ['learned GROUP BY / DuckDB shredded', known, 'group', 'DuckDB shredded', 'group', 0.2],
  ['learned GROUP BY / bare arrays', known, 'group', 'bare typed arrays', 'group', 4],
  ['all rows copied out / SQLite index', known, 'plant, rows', 'SQLite index', 'plant, rows', 0.6],
  ['learned range / DuckDB shredded', known, 'range', 'DuckDB shredded', 'range', 1],
];

function goals(results: { readonly [name: string]: Timings | string }): void {
  for (const [text, own, query, peer, peerQuery, limit] of allGoals) {
    const [mine, other] = [results[own], results[peer]];
    if (typeof mine !== 'object' || typeof other !== 'object' || other[peerQuery] === undefined) continue;
    const ratio = mine[query]!.ms / other[peerQuery].ms;
    console.log(`${text}: ${ratio.toFixed(3)} (goal ${limit})${ratio > limit ? '  MISSED' : ''}`);
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const us = (value: number) => `${(value * 1000).toFixed(1)} µs`;
const mb = (value: number) => `${(value / 1e6).toFixed(1)} MB`;
