import { targetName } from '../../twin/twin-document.ts';
import type { Effect } from '../update/effect.ts';
import { shows } from '../update/shown-twin.ts';
import { changeIdentity } from './change-identity.ts';
import { type Ends, notify } from './ends.ts';
import { readModules } from './read-modules.ts';
import { reconnectRefused } from './reconnect-refused.ts';

export type DevicesEffect = Extract<
  Effect,
  {
    kind:
      | 'reload-devices'
      | 'more-devices'
      | 'read-modules'
      | 'create-identity'
      | 'delete-identity'
      | 'set-device-status'
      | 'simulate'
      | 'other-device';
  }
>;

/** Acts of the lists of devices and modules. */
export async function performDevices(effect: DevicesEffect, ends: Ends): Promise<void> {
  const { devices } = ends;
  switch (effect.kind) {
    case 'reload-devices':
      return devices.reload();
    case 'more-devices':
      return devices.more();
    case 'read-modules':
      return readModules(ends, effect.deviceId);
    case 'create-identity':
    case 'delete-identity':
      return changeIdentity(ends, effect.kind, effect.target);
    case 'set-device-status':
      return setStatus(ends, effect.deviceId, effect.status);
    case 'simulate':
      return ends.simulate(effect.target);
    case 'other-device':
      return otherDevice(ends, effect.by);
  }
}

async function setStatus(ends: Ends, deviceId: string, status: 'enabled' | 'disabled'): Promise<void> {
  await ends.devices.setStatus(deviceId, status);
  const isBack = status === 'enabled' && reconnectRefused(ends, deviceId);
  const letIn = isBack ? 'it connects again' : 'it may connect again';
  const hint = status === 'disabled' ? 'it is refused from now on; t enables it again' : letIn;
  notify(ends, { tone: 'good', text: `${deviceId} is ${status}`, hint });
}

/** The next of the devices that are simulated here, with its twin. */
function otherDevice(ends: Ends, by: 1 | -1): void {
  const { simulated, device } = ends;
  if (simulated.length < 2) {
    const hint = 'd lists the devices of the hub, s simulates one of them.';
    return notify(ends, { tone: 'warn', text: 'no other device is simulated here', hint });
  }
  const { deviceId, moduleId } = device.client.getSnapshot();
  const at = simulated.findIndex(target => targetName(target) === targetName({ deviceId, moduleId }));
  const target = simulated[(at + by + simulated.length) % simulated.length]!;
  ends.simulate(target);
  ends.update(state => shows(state, target));
}
