import type { DeviceView } from '../../hooks/use-device.ts';
import { targetName } from '../../twin/twin-document.ts';
import type { WireView } from '../app/views.ts';
import type { Area } from '../layout.ts';
import { type Row, span } from '../text/row.ts';
import { deviceRows } from './device-rows.ts';
import { paneFrame } from './pane-frame.ts';
import { ruleRow } from './rule-row.ts';
import { wireRows } from './wire-rows.ts';

export type DevicePaneOptions = {
  readonly area: Area;
  readonly device: DeviceView;
  /** Names of all devices and modules that are simulated here. */
  readonly simulated: readonly string[];
  readonly wire: WireView;
  readonly showWire: boolean;
  readonly focused: boolean;
  readonly now: number;
};

const highestWireLog = 14;

/** The device, and below it what went over the wire. */
export function devicePane({
  area,
  device,
  simulated,
  wire,
  showWire,
  focused,
  now,
}: DevicePaneOptions): readonly Row[] {
  const width = area.width - 4;
  const height = Math.max(0, area.height - 2);
  const wireHeight = showWire ? Math.min(Math.floor(height / 2), highestWireLog) : 0;
  const above = height - wireHeight;
  const rows = deviceRows(device, { height: above, width, now });
  const filler = Array.from({ length: Math.max(0, above - rows.length) }, (): Row => []);
  const name = targetName(device.client);
  const count = simulated.length < 2 ? '' : `${simulated.indexOf(name) + 1}/${simulated.length}`;
  const log = wireHeight === 0 ? [] : [ruleRow('@ Wire', width), ...wireRows(wire.records, wireHeight - 1, width)];
  return paneFrame({
    area,
    title: `1 Device · ${name}`,
    status: count === '' ? [] : [span(count, 'muted')],
    focused,
    rows: [...rows, ...filler, ...log],
  });
}
