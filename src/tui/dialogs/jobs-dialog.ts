import type { JobListState } from '../../clients/job-list.ts';
import type { JobDocument } from '../../clients/service/job-calls.ts';
import { safeJson } from '../../lib/escape.ts';
import { isObject } from '../../lib/json.ts';
import { age } from '../panes/age.ts';
import type { Overlay } from '../state.ts';
import { fitRow, inverted, type Row, span, spread } from '../text/row.ts';
import { wordOf } from '../text/word-of.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';
import { cursorAt } from '../update/list-cursor.ts';
import { configurationDetails, configurationRow } from './configuration-rows.ts';
import { type Dialog, type Room, windowTop } from './dialog.ts';
import { problemRows } from './field-row.ts';
import { nameWidth, progressBar } from './progress-bar.ts';

const preferred = 110;
type Jobs = Extract<Overlay, { kind: 'jobs' }>;

/** What runs over many devices: jobs, or configurations, each with how far it has come. */
export function jobsDialog(
  { tab, cursor, isOpen }: Jobs,
  shown: JobListState | undefined,
  now: number,
  room: Room,
): Dialog {
  const width = Math.min(room.width, preferred - 4);
  const list = shown ?? unread;
  const { jobs, configurations, error, status } = list;
  const all: readonly Listed[] =
    tab === 'jobs'
      ? jobs.map(job => ({ id: job.jobId, row: () => jobRow(job, now, width), details: () => jobDetails(job, width) }))
      : configurations.map(one => ({
          id: one.id,
          row: () => configurationRow(one, width),
          details: () => configurationDetails(one),
        }));
  const index = cursorAt(
    all.map(({ id }) => id),
    cursor,
  );
  const problem =
    error === undefined ? [] : problemRows({ message: error.message, hint: error.hint ?? 'R tries again.' });
  const height = Math.max(1, room.height - 2 - problem.length);
  const rows = listRows(all, { index, isOpen, height, width });
  const none: Row = [span(status === 'loading' || status === 'idle' ? 'reading…' : nothing[tab], 'muted')];
  return {
    title: 'Jobs and configurations',
    width: preferred,
    rows: [tabRow(tab, list), ...problem, [], ...(rows.length === 0 ? [none] : rows)],
    status: list.at === undefined ? [] : [span(`read ${age(list.at, now)}`, 'muted')],
  };
}

/** The state of a list that has not been asked for yet. */
const unread: JobListState = { status: 'idle', jobs: [], configurations: [], at: undefined, error: undefined };

const nothing: Readonly<Record<Jobs['tab'], string>> = {
  jobs: 'no jobs in the last 30 days: press a to schedule one',
  configurations: 'no configurations: twin-tui configuration create makes one',
};

function tabRow(tab: Jobs['tab'], { jobs, configurations }: JobListState): Row {
  const name = (of: Jobs['tab'], count: number) =>
    span(`${of === tab ? '▸ ' : '  '}${of} ${count}   `, of === tab ? 'focus' : 'muted');
  return [name('jobs', jobs.length), name('configurations', configurations.length)];
}

type Listed = { readonly id: string; readonly row: () => Row; readonly details: () => readonly Row[] };
type Window = {
  readonly index: number;
  readonly isOpen: boolean;
  readonly height: number;
  readonly width: number;
};

/** A page of the list. The entry under the cursor can be opened, which shows its details below it. */
function listRows(all: readonly Listed[], { index, isOpen, height, width }: Window): readonly Row[] {
  const at = Math.min(index, all.length - 1);
  const details = isOpen ? (all[at]?.details() ?? []).slice(0, height - 1) : [];
  const listed = height - details.length;
  const top = windowTop(at, all.length, listed);
  return all.slice(top, top + listed).flatMap(({ row }, offset) => {
    const line = fitRow(row(), width);
    return top + offset === at ? [inverted(line), ...details] : [line];
  });
}

const tones: Readonly<Record<string, Tone>> = {
  completed: 'good',
  failed: 'bad',
  cancelled: 'warn',
  running: 'changed',
};

function jobRow(job: JobDocument, now: number, width: number): Row {
  const { jobId, createdTime } = job;
  const [type, status] = [wordOf(job.type), wordOf(job.status)];
  const { total, done, failed } = jobProgress(job);
  const left: Row = [
    ...fitRow([span(wordOf(jobId), 'key')], nameWidth(width)),
    span(` ${(kinds[type] ?? type).padEnd(8)}`),
    span(status.padEnd(11), tones[status]),
    ...progressBar(done, total, tones[status]),
    span(failed === 0 ? '' : `${failed} failed`, 'bad'),
  ];
  return spread(left, [span(age(Date.parse(wordOf(createdTime)), now), 'muted')], width);
}

const kinds: Readonly<Record<string, string>> = { scheduleUpdateTwin: 'twins', scheduleDeviceMethod: 'method' };

export type JobProgress = {
  readonly total: number;
  /** Devices that are through with the job, well or not. */
  readonly done: number;
  readonly failed: number;
  /** Devices on which it has not begun. */
  readonly left: number;
};

/** Devices of a job by how far they are; none are known before it begins. */
export function jobProgress({ deviceJobStatistics: devices }: JobDocument): JobProgress {
  if (!isObject(devices)) return { total: 0, done: 0, failed: 0, left: 0 };
  const { deviceCount: total, failedCount: failed, succeededCount, runningCount } = devices;
  const done = failed + succeededCount;
  return { total, done, failed, left: Math.max(0, total - done - runningCount) };
}

const detailIndent = 16;
/** Lines of one detail: a patch may be as large as a twin. */
const longestDetail = 4;

/** What it does on each device, as it was sent. */
function workText({ updateTwin, cloudToDeviceMethod }: JobDocument): string | undefined {
  if (cloudToDeviceMethod !== undefined) {
    const { methodName, payload = null } = cloudToDeviceMethod;
    return payload === null ? String(methodName) : `${String(methodName)} ${safeJson(payload)}`;
  }
  if (updateTwin === undefined) return undefined;
  // The etag says that any twin will do.
  const { etag: _etag, ...patch } = updateTwin;
  return safeJson(patch);
}

function jobDetails(job: JobDocument, width: number): readonly Row[] {
  const detail = (name: string, value: string | undefined, tone?: Tone): readonly Row[] =>
    wrapped(wordOf(value), width - detailIndent, longestDetail)
      .filter(line => line !== '')
      .map((line, index) => [span(`    ${(index === 0 ? name : '').padEnd(12)}`, 'muted'), span(line, tone)]);
  const { queryCondition, startTime, endTime, failureReason, statusMessage, createdTime } = job;
  return [
    ...detail(job.cloudToDeviceMethod === undefined ? 'patch' : 'calls', workText(job), 'string'),
    ...detail('devices', queryCondition, 'string'),
    ...detail('created', createdTime),
    ...detail('starts', startTime),
    ...detail('ended', endTime),
    ...detail('says', statusMessage),
    ...detail('failed', failureReason, 'bad'),
  ];
}
