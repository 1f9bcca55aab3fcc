import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock, timestamp } from '../src/hub/clock.ts';
import { Feed } from '../src/hub/feed.ts';
import { DurableState } from '../src/hub/state/durable-state.ts';
import { TwinWriter } from '../src/hub/twins/twin-writer.ts';
import { bareObject, type JsonObject } from '../src/lib/json.ts';
import { createTwin, type TwinState } from '../src/twin/twin.ts';
import { middle, percentile } from './query/timings.ts';

/** What a round writes to; `write` resolves when it is on disk. */
type Subject = { write(writer: number, round: number): Promise<void>; close(): Promise<void> };
type Subjects = { readonly [name: string]: (directory: string) => Promise<Subject> };

const rounds = 3;
const keys = 10_000;
const writerCounts = [1, 16, 64, 256];
const payload = 'x'.repeat(220);
const readyTwin = sampleTwin(0);
const readyRecord = Buffer.from(JSON.stringify(readyTwin));

/** The disk drifts by the factor two within minutes: the subjects take turns, and each gets the median of its rounds. */
const subjects: Subjects = {
  'bare log': directory => bareLog(directory, () => readyRecord),
  'bare log of JSON': directory =>
    bareLog(directory, round => Buffer.from(JSON.stringify({ ...readyTwin, etag: round }))),
  commit: commits,
  'reported patch': patches,
};

/**
 * `npm run bench -- store [directory] [seconds]`: durable commits of a twin of about 1 KB, and whole reported patches,
 * beside a bare append log with group commit on the same disk, of bytes that lie ready and of JSON made for each write.
 */
export async function run([parent = process.cwd(), seconds = '1']: readonly string[]): Promise<void> {
  console.log(
    `twin of ${JSON.stringify(sampleTwin(0)).length} bytes, ${keys} keys, median of ${rounds} x ${seconds} s`,
  );
  for (const writers of writerCounts) {
    const results = new Map<string, Result[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, make] of Object.entries(subjects)) {
        const directory = await mkdtemp(join(parent, 'bench-store-'));
        try {
          results.set(name, [...(results.get(name) ?? []), await measure(await make(directory), writers, +seconds)]);
        } finally {
          await rm(directory, { recursive: true });
        }
      }
    }
    print(writers, results);
  }
}

type Result = {
  readonly rate: number;
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  readonly stall: number;
};

async function measure(subject: Subject, writers: number, seconds: number): Promise<Result> {
  const times: number[] = [];
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const end = began + seconds * 1000;
  const work = async (writer: number) => {
    for (let round = 0; performance.now() < end; round++) {
      const start = performance.now();
      await subject.write(writer, round);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)));
  const rate = times.length / ((performance.now() - began) / 1000);
  const { user, system } = process.cpuUsage(cpuBefore);
  stalls.disable();
  await subject.close();
  return {
    rate,
    cpu: (user + system) / times.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    stall: stalls.percentile(99) / 1e6,
  };
}

function print(writers: number, results: ReadonlyMap<string, readonly Result[]>): void {
  const of = (name: string, member: keyof Result) => middle(results.get(name)!.map(result => result[member]));
  for (const name of results.keys()) {
    const figures = `${of(name, 'rate').toFixed(0).padStart(7)}/s  p50 ${of(name, 'p50').toFixed(2)} ms  p99 ${of(name, 'p99').toFixed(2)} ms  loop p99 ${of(name, 'stall').toFixed(1)} ms  cpu ${of(name, 'cpu').toFixed(0).padStart(3)} µs`;
    const ratio = of(name, 'rate') / of('bare log', 'rate');
    console.log(`${String(writers).padStart(4)} writers  ${name.padEnd(16)} ${figures}  x${ratio.toFixed(2)}`);
  }
  if (writers !== 64) return;
  const ratio = of('reported patch', 'rate') / of('bare log', 'rate');
  console.log(`goal: durable patch from 64 writers at least x0.6 of the bare log: x${ratio.toFixed(2)}`);
}

/** The least a durable log can be: appended buffers, one write and one fdatasync for all that wait. */
async function bareLog(directory: string, record: (round: number) => Buffer): Promise<Subject> {
  const file = await open(join(directory, 'bare.log'), 'w');
  let waiting: { readonly bytes: Buffer; readonly done: () => void }[] = [];
  let isWriting = false;
  const flush = async () => {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await file.writev(group.map(entry => entry.bytes));
      await file.datasync();
      for (const entry of group) entry.done();
      await new Promise(resolve => setImmediate(resolve));
    }
    isWriting = false;
  };
  return {
    write: (_writer, round) =>
      new Promise(resolve => {
        waiting.push({ bytes: record(round), done: resolve });
        if (!isWriting) setImmediate(() => isWriting || void flush());
      }),
    close: () => file.close(),
  };
}

async function commits(directory: string): Promise<Subject> {
  const state = await filledState(directory);
  const twins = Array.from({ length: 256 }, (_, index) => sampleTwin(index));
  return {
    write: (writer, round) => {
      const value = { ...twins[writer]!, etag: round };
      return state.commit([{ kind: 'twin', key: keyOf(writer), value }]);
    },
    close: () => state.close(),
  };
}

const read = (text: Buffer) => JSON.parse(text.toString()) as JsonObject;

async function patches(directory: string): Promise<Subject> {
  const state = await filledState(directory);
  const writer = new TwinWriter(state, systemClock, new Feed(() => 0));
  return {
    write: (number, round) => {
      const text = Buffer.from(JSON.stringify({ connectivity: round % 2 ? 'wifi' : 'cellular' }));
      return new Promise((resolve, refused) => {
        writer.report(keyOf(number), { read, text }, { accepted: () => resolve(), refused });
      });
    },
    close: () => state.close(),
  };
}

async function filledState(directory: string): Promise<DurableState> {
  const state = await DurableState.open({ directory });
  const changes = Array.from({ length: keys }, (_, index) => ({
    kind: 'twin' as const,
    key: `device${index}`,
    value: sampleTwin(index),
  }));
  await state.commit(changes);
  return state;
}

/** A writer is a device: it writes its own twin, one of many. */
const keyOf = (writer: number) => `device${(writer * 7919) % keys}`;

function sampleTwin(index: number): TwinState {
  const twin = createTwin(timestamp(systemClock));
  const values = Object.assign(bareObject(), { connectivity: 'cellular', firmware: `1.${index}`, notes: payload });
  const metadata = Object.assign(bareObject(), twin.reported.metadata, {
    connectivity: twin.reported.metadata,
    firmware: twin.reported.metadata,
    notes: twin.reported.metadata,
  });
  return { ...twin, tags: values, reported: { values, metadata, version: 1 } };
}
