import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { type Row, rowWidth, span, spread } from '../text/row.ts';

/** Which hub, is it there, which twin. What is least needed goes first where there is little room. */
export function headerRow(
  connection: ConnectionView,
  deviceId: string,
  twin: TwinDocument | undefined,
  width: number,
): Row {
  const isReal = connection.kind === 'real';
  const left: Row = [
    span(' twin-tui', 'focus'),
    span('   '),
    span(isReal ? ` REAL HUB · ${connection.label} ` : connection.label, isReal ? 'guard' : 'title', {
      inverse: isReal,
    }),
    ...(connection.locked ? [span(connection.permanent ? '  read-only' : '  read-only: L unlocks', 'guard')] : []),
    span('   '),
    ...statusSpans(connection),
  ];
  const rights: readonly Row[] = [
    [span(deviceId, 'title'), span(twin === undefined ? ' ' : `   twin v${twin.version}   ${twin.etag} `, 'muted')],
    [span(deviceId, 'title'), span(twin === undefined ? ' ' : `  v${twin.version} `, 'muted')],
    [],
  ];
  const right = rights.find(row => rowWidth(left) + rowWidth(row) < width) ?? [];
  return spread(left, right, width);
}

function statusSpans({ status, latency, error }: ConnectionView): Row {
  if (status === 'connected')
    return [span('● connected', 'good'), span(latency === undefined ? '' : ` ${latency} ms`, 'muted')];
  if (status === 'connecting') return [span('◌ connecting…', 'warn')];
  const hint = error?.hint === undefined ? '' : ` → ${error.hint}`;
  return [span(`✗ ${error?.message ?? 'the hub is gone'}`, 'bad'), span(hint, 'hint')];
}
