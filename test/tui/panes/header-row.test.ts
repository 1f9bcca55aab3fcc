import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/hooks/use-connection.ts';
import { headerRow } from '../../../src/tui/panes/header-row.ts';
import { rowWidth } from '../../../src/tui/text/row.ts';
import { rowText } from '../../helpers/row-text.ts';
import { noon, thermostat } from '../../helpers/screen-props.ts';

const local: ConnectionView = {
  kind: 'local',
  label: 'local hub · localhost:8883',
  locked: false,
  status: 'connected',
  since: noon,
  latency: 2,
  error: undefined,
};
const real: ConnectionView = { ...local, kind: 'real', label: 'plant.azure-devices.net', locked: true };
const shown = (connection: ConnectionView, width = 120) => headerRow(connection, 'myDeviceId', thermostat, width);

describe('which hub it is', () => {
  it('a real one is named as such, in a colour of its own that nothing else has', () => {
    expect(rowText(shown(real))).toContain('REAL HUB · plant.azure-devices.net');
    expect(shown(real).find(({ text }) => text.includes('REAL HUB'))).toMatchObject({ tone: 'guard', inverse: true });
    expect(shown(local).some(({ tone }) => tone === 'guard')).toBe(false);
  });
  it('it says that it is read-only, and how that ends where it does', () => {
    expect(rowText(shown(real))).toContain('read-only: L unlocks');
    expect(rowText(shown({ ...real, permanent: true }))).toMatch(/read-only(?!: L)/);
    expect(rowText(shown({ ...real, locked: false }))).not.toContain('read-only');
  });
  it('a hub that is gone says so with what to do, before all that is less needed', () => {
    const error = { message: 'the hub is gone', hint: 'It is tried again by itself.' } as never;
    const row = shown({ ...local, status: 'lost', error }, 90);
    expect(rowText(row)).toContain('✗ the hub is gone → It is tried again by itself.');
    expect(rowWidth(row)).toBe(90);
  });
});
