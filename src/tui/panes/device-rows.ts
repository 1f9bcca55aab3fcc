import type { DeviceView } from '../../hooks/use-device.ts';
import { type Row, span, spread } from '../text/row.ts';
import { wrapped } from '../text/wrapped.ts';
import type { Tone } from '../theme.ts';
import { duration } from './age.ts';
import { logRows } from './device-log-rows.ts';
import { valueRow } from './json-spans.ts';
import { ruleRow } from './rule-row.ts';

type Status = DeviceView['client']['status'];
type Place = { readonly height: number; readonly width: number; readonly now: number };

const statuses: Readonly<Record<Status, { readonly mark: string; readonly word: string; readonly tone: Tone }>> = {
  online: { mark: '●', word: 'online', tone: 'good' },
  offline: { mark: '○', word: 'offline', tone: 'muted' },
  connecting: { mark: '◌', word: 'connecting…', tone: 'warn' },
  reconnecting: { mark: '◌', word: 'reconnecting…', tone: 'warn' },
  failed: { mark: '✗', word: 'refused', tone: 'bad' },
};

/** The device's state, then its log, newest last. */
export function deviceRows(view: DeviceView, { height, width, now }: Place): readonly Row[] {
  const state = [
    ...connectionRows(view, width, now),
    ...simulationRows(view),
    ...answerRows(view, width),
    ...offerRows(view, now),
    ...methodRows(view, width),
  ];
  const room = height - state.length - 1;
  if (room < 1) return state.slice(0, height);
  return [...state, ruleRow('Log', width), ...logRows(view.client.log, room, width)];
}

function connectionRows({ client }: DeviceView, width: number, now: number): readonly Row[] {
  const { mark, word, tone } = statuses[client.status];
  const since = client.status === 'online' ? `   up ${duration(now - client.since)}` : '';
  const rows: Row[] = [[span(`${mark} ${word}`, tone), span(since, 'muted'), span(`   ${client.transport}`, 'muted')]];
  if (client.error !== undefined) {
    const { message, hint } = client.error;
    rows.push(...toldRows(message, 'bad', width));
    if (hint !== undefined) rows.push(...toldRows(`→ ${hint}`, 'hint', width));
  }
  if (client.nextAttemptAt !== undefined) {
    rows.push([span(`next attempt in ${Math.max(0, Math.ceil((client.nextAttemptAt - now) / 1000))} s`, 'muted')]);
  }
  if (client.status === 'offline') rows.push([span('o brings it online', 'hint')]);
  const kept = keptText(client);
  if (kept !== undefined) rows.push([span(kept, 'warn')]);
  return rows;
}

/** What a person has to read to the end. */
function toldRows(text: string, tone: Tone, width: number): readonly Row[] {
  return wrapped(text, width).map(line => [span(line, tone)]);
}

/** Tells that reports or attempts to connect wait, and what for; undefined when nothing waits. */
function keptText({ status, locked, pending: { length }, nextAttemptAt }: DeviceView['client']): string | undefined {
  if (locked && status === 'online') return length === 0 ? undefined : `${length} kept while read-only`;
  if (locked && status === 'reconnecting' && nextAttemptAt === undefined) return 'no attempt while read-only';
  return length === 0 || status === 'online' ? undefined : `${length} kept, sent when online again`;
}

function simulationRows({ client, simulation }: DeviceView): readonly Row[] {
  const { channel, battery, batteryHistory, telemetryInterval, policy, firmware } = simulation;
  const choice = (name: string) => [
    span(channel === name ? '(•) ' : '( ) ', 'title'),
    span(name, channel === name ? 'title' : 'muted'),
  ];
  const acknowledged = client.lastAckedReportedVersion;
  const seen = client.lastDesiredVersion === undefined ? '' : ` · seen v${client.lastDesiredVersion}`;
  return [
    [span('Channel   ', 'muted'), ...choice('cellular')],
    [span('          '), ...choice('wifi')],
    [span('Battery   ', 'muted'), span(`${battery} %  `), span(sparkline(batteryHistory), 'muted')],
    ...(telemetryInterval === undefined ? [] : [[span('Interval  ', 'muted'), span(`${telemetryInterval} s`)]]),
    ...firmwareRows(firmware),
    [span('Desired   ', 'muted'), span(policyWords[policy]), span(seen, 'muted')],
    [
      span('Reported  ', 'muted'),
      acknowledged === undefined ? span('nothing yet', 'muted') : span(`acknowledged v${acknowledged}`, 'good'),
    ],
  ];
}

const policyWords: Readonly<Record<DeviceView['simulation']['policy'], string>> = {
  accept: 'accepts',
  ask: 'asks you',
  reject: 'rejects',
  delay: 'accepts late',
};

function firmwareRows(firmware: DeviceView['simulation']['firmware']): readonly Row[] {
  const { version, target, phase, progress, paused, error } = firmware;
  const title = span('Firmware  ', 'muted');
  const isOver = target === undefined || phase === 'idle' || phase === 'done';
  if (isOver) return [[title, span(version), span(phase === 'done' ? ' · up to date' : '', 'good')]];
  const done = Math.floor(progress / 10);
  const bar = `${'█'.repeat(done)}${'░'.repeat(10 - done)}`;
  const word = paused ? 'waits: offline' : phase;
  const tone = phase === 'failed' ? 'bad' : paused ? 'warn' : undefined;
  return [
    [title, span(`${version} → `), span(target, 'changed')],
    // The word is first: in the narrowest pane the bar ends at its edge.
    [span(`  ${word.padEnd(12)}`, tone), span(`${bar} ${Math.round(progress)} %`, tone ?? 'changed')],
    ...(phase === 'failed' && error !== undefined ? [[span(`  ${error}`, 'bad')]] : []),
  ];
}

function offerRows({ simulation }: DeviceView, now: number): readonly Row[] {
  return simulation.offers.flatMap(({ name, value, dueAt }, index) => {
    const offer: Row = [span('? ', 'warn'), span(name, 'key'), span(' '), ...valueRow(value)];
    const seconds = dueAt === undefined ? undefined : Math.max(0, Math.ceil((dueAt - now) / 1000));
    const hint = seconds === undefined ? 'y accepts, n rejects' : `accepted in ${seconds} s; y now, n not`;
    return index === 0 ? [offer, [span(`  ${hint}`, 'hint')]] : [offer];
  });
}

const answers = { 200: 'good', 202: 'warn', 400: 'bad', 403: 'bad' } as const;

/** The last answer to a desired property, as it was reported: value, status, version. */
function answerRows({ simulation }: DeviceView, width: number): readonly Row[] {
  const last = simulation.acknowledgements.at(-1);
  if (last === undefined) return [];
  const { name, value, status, version, description } = last;
  const left: Row = [span('Answered  ', 'muted'), span(name, 'key'), span(' '), ...valueRow(value)];
  const answer = spread(left, [span(String(status), answers[status]), span(` v${version}`, 'changed')], width);
  // Why the device could not take it is to be read here; a person's no needs no reason.
  const reason = status === 400 ? wrapped(description ?? '', width - 2).map(line => [span(`  ${line}`, 'bad')]) : [];
  return [answer, ...reason];
}

/** The last call; the log has the ones before. */
function methodRows({ simulation }: DeviceView, width: number): readonly Row[] {
  const last = simulation.methods.at(-1);
  if (last === undefined) return [];
  const { name, payload, reply } = last;
  const more = simulation.methods.length === 1 ? '' : ` · ${simulation.methods.length} calls`;
  const left: Row = [
    span('Method    ', 'muted'),
    span(name, 'key'),
    ...(payload === null ? [] : [span(' '), ...valueRow(payload)]),
  ];
  const right: Row = [span(`→ ${reply.status}`, reply.status < 300 ? 'good' : 'bad'), span(more, 'muted')];
  return [spread(left, right, width)];
}

const bars = '▁▂▃▄▅▆▇█';

function sparkline(levels: readonly number[]): string {
  return levels
    .slice(-12)
    .map(level => bars[Math.min(7, Math.max(0, Math.floor((level / 100) * 8)))])
    .join('');
}
