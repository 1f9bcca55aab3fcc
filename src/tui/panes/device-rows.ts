import type { DeviceView } from '../../hooks/use-device.ts';
import type { Row } from '../text/row.ts';
import { span } from '../text/row.ts';
import type { Tone } from '../theme.ts';
import { clockTime, duration } from './age.ts';
import { valueRow } from './json-spans.ts';

type Status = DeviceView['client']['status'];

const statuses: Readonly<Record<Status, { readonly mark: string; readonly word: string; readonly tone: Tone }>> = {
  online: { mark: '●', word: 'online', tone: 'good' },
  offline: { mark: '○', word: 'offline', tone: 'muted' },
  connecting: { mark: '◌', word: 'connecting…', tone: 'warn' },
  reconnecting: { mark: '◌', word: 'reconnecting…', tone: 'warn' },
  failed: { mark: '✗', word: 'refused', tone: 'bad' },
};

/** The device's state, then its log, newest last. */
export function deviceRows(view: DeviceView, height: number, now: number): readonly Row[] {
  const state = [...connectionRows(view, now), ...simulationRows(view), ...offerRows(view)];
  const room = height - state.length - 1;
  return room < 1 ? state.slice(0, height) : [...state, [span('')], ...logRows(view, room)];
}

function connectionRows({ client }: DeviceView, now: number): readonly Row[] {
  const { mark, word, tone } = statuses[client.status];
  const since = client.status === 'online' ? `   up ${duration(now - client.since)}` : '';
  const rows: Row[] = [[span(`${mark} ${word}`, tone), span(since, 'muted'), span(`   ${client.transport}`, 'muted')]];
  if (client.error !== undefined) rows.push([span(client.error.message, 'bad')]);
  if (client.error?.hint !== undefined) rows.push([span(`→ ${client.error.hint}`, 'hint')]);
  if (client.nextAttemptAt !== undefined) {
    rows.push([span(`next attempt in ${Math.max(0, Math.ceil((client.nextAttemptAt - now) / 1000))} s`, 'muted')]);
  }
  if (client.pending.length > 0 && client.status !== 'online') {
    rows.push([span(`${client.pending.length} kept, reported when online again`, 'warn')]);
  }
  return rows;
}

function simulationRows({ client, simulation }: DeviceView): readonly Row[] {
  const choice = (name: string) => [
    span(simulation.channel === name ? '(•) ' : '( ) ', 'title'),
    span(name, simulation.channel === name ? 'title' : 'muted'),
  ];
  const acknowledged = client.lastAckedReportedVersion;
  const { firmware } = simulation;
  return [
    [span('Channel   ', 'muted'), ...choice('cellular')],
    [span('          '), ...choice('wifi')],
    [
      span('Battery   ', 'muted'),
      span(`${simulation.battery} %  `),
      span(sparkline(simulation.batteryHistory), 'muted'),
    ],
    [span('Firmware  ', 'muted'), ...firmwareSpans(firmware)],
    [
      span('Desired   ', 'muted'),
      span(`${simulation.policy}`),
      span(client.lastDesiredVersion === undefined ? '' : `   seen v${client.lastDesiredVersion}`, 'muted'),
    ],
    [
      span('Reported  ', 'muted'),
      span(
        acknowledged === undefined ? 'nothing yet' : `acknowledged v${acknowledged}`,
        acknowledged === undefined ? 'muted' : 'good',
      ),
    ],
  ];
}

function firmwareSpans(firmware: DeviceView['simulation']['firmware']): Row {
  const { version, target, phase, progress, paused } = firmware;
  if (target === undefined) return [span(version)];
  const done = Math.round(progress / 10);
  const bar = `${'█'.repeat(done)}${'░'.repeat(10 - done)}`;
  return [
    span(`${version} → ${target}  `),
    span(bar, phase === 'failed' ? 'bad' : 'changed'),
    span(` ${paused ? 'waits for the connection' : phase} ${Math.round(progress)} %`),
  ];
}

function offerRows({ simulation }: DeviceView): readonly Row[] {
  return simulation.offers.map(({ name, value }) => [
    span('? ', 'warn'),
    span(name, 'key'),
    span(' '),
    ...valueRow(value),
    span('   y accepts, n rejects', 'hint'),
  ]);
}

function logRows({ client }: DeviceView, room: number): readonly Row[] {
  return client.log
    .slice(-room)
    .map(({ at, kind, text, body, milliseconds }) => [
      span(`${clockTime(at)} `, 'muted'),
      span(text, kind === 'refused' || kind === 'failed' ? 'bad' : kind === 'lost' ? 'warn' : undefined),
      ...(body === undefined ? [] : [span(' '), ...valueRow(body)]),
      span(milliseconds === undefined ? '' : `  ${milliseconds.toFixed(1)} ms`, 'muted'),
    ]);
}

const bars = '▁▂▃▄▅▆▇█';

function sparkline(levels: readonly number[]): string {
  return levels
    .slice(-12)
    .map(level => bars[Math.min(7, Math.max(0, Math.floor((level / 100) * 8)))])
    .join('');
}
