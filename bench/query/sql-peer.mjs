// Run by bench/query.ts in a process of its own, with a Node that has node:sqlite or with @duckdb/node-api at hand:
// loads a file of documents, times queries, prints one line of JSON. Plain JavaScript, for any Node.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { engine, file, queries, modules } = JSON.parse(process.argv[2]);
const paths = [
  'tags.location.plant',
  'properties.reported.connectivity.type',
  'properties.reported.battery',
  'properties.reported.firmware.state',
];
const sql = {
  select: (what, where, top) => `SELECT ${what} FROM twins WHERE ${where}${top ? ' LIMIT 10' : ''}`,
  group: column => `SELECT ${column} AS channel, COUNT(*) AS n FROM twins GROUP BY 1`,
};

async function time(run, rounds) {
  const times = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    rows = await run();
    times.push(performance.now() - began);
    if (times.reduce((sum, value) => sum + value, 0) > 8000) break;
  }
  times.sort((a, b) => a - b);
  return { ms: times[times.length >> 1], rows };
}

async function timeAll(run, member, id, document) {
  const results = {};
  for (const [name, where] of Object.entries(queries)) {
    const condition = where.replace(/\$\(([^)]+)\)/g, (_, path) => member(path)).replace(/\bid\b/, id);
    const found = name === 'group' ? sql.group(member(paths[1])) : sql.select(id, condition, name === 'top');
    results[name] = await time(() => run(found), 5);
    if (name === 'plant') results['plant, rows'] = await time(() => run(sql.select(document, condition, false)), 5);
  }
  return results;
}

async function sqlite() {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE twins (id TEXT PRIMARY KEY, d BLOB)');
  const insert = database.prepare('INSERT INTO twins VALUES (?, jsonb(?))');
  database.exec('BEGIN');
  for await (const line of createInterface({ input: createReadStream(file) }))
    insert.run(line.slice(13, line.indexOf('"', 13)), line);
  database.exec('COMMIT');
  const member = path => `d ->> '$.${path}'`;
  const prepared = new Map();
  const run = text => {
    if (!prepared.has(text)) prepared.set(text, database.prepare(text));
    return prepared.get(text).all().length;
  };
  const scan = await timeAll(run, member, 'id', 'json(d)');
  for (const [index, path] of paths.entries()) database.exec(`CREATE INDEX i${index} ON twins (${member(path)})`);
  database.exec('ANALYZE');
  prepared.clear();
  return { 'SQLite JSONB': scan, 'SQLite index': await timeAll(run, member, 'id', 'json(d)') };
}

async function duckdb() {
  const { DuckDBInstance } = createRequire(`${modules}/`)('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const read = `read_csv('${file}', columns={'d': 'VARCHAR'}, header=false, delim=chr(1), quote='', escape='', auto_detect=false, max_line_size=10000000)`;
  await connection.run(
    `CREATE TABLE twins AS SELECT json_extract_string(d, '$.deviceId') AS id, d::JSON AS d FROM ${read}`,
  );
  const run = async text => (await connection.runAndReadAll(text)).currentRowCount;
  const json = path => (path.endsWith('battery') ? `(d ->> '$.${path}')::DOUBLE` : `(d ->> '$.${path}')`);
  const whole = await timeAll(run, json, 'id', 'd');
  const columns = paths.map((path, index) => `${json(path)} AS c${index}`).join(', ');
  await connection.run(`CREATE TABLE shredded AS SELECT id, d, ${columns} FROM twins`);
  const shred = text => run(text.replace('FROM twins', 'FROM shredded'));
  return {
    'DuckDB JSON': whole,
    'DuckDB shredded': await timeAll(shred, path => `c${paths.indexOf(path)}`, 'id', 'd'),
  };
}

console.log(JSON.stringify(engine === 'sqlite' ? await sqlite() : await duckdb()));
