import type { ConnectionView } from '../../hooks/use-connection.ts';
import type { TwinDocument } from '../../twin/twin-document.ts';
import { type Row, span, spread } from '../text/row.ts';

/** Which hub, is it there, which twin. */
export function headerRow(
  connection: ConnectionView,
  deviceId: string,
  twin: TwinDocument | undefined,
  width: number,
): Row {
  const left: Row = [
    span(' twin-tui', 'focus'),
    span('   '),
    span(connection.label, connection.kind === 'real' ? 'guard' : 'title'),
    ...(connection.locked ? [span('  read-only', 'guard')] : []),
    span('   '),
    ...statusSpans(connection),
  ];
  const right: Row = [
    span(deviceId, 'title'),
    span(twin === undefined ? ' ' : `   twin v${twin.version}   ${twin.etag} `, 'muted'),
  ];
  return spread(left, right, width);
}

function statusSpans({ status, latency, error }: ConnectionView): Row {
  if (status === 'connected')
    return [span('● connected', 'good'), span(latency === undefined ? '' : ` ${latency} ms`, 'muted')];
  if (status === 'connecting') return [span('◌ connecting…', 'warn')];
  return [span(`✗ ${error?.message ?? 'the hub is gone'}`, 'bad')];
}
