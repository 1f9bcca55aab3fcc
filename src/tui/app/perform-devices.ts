import type { Effect } from '../update/effect.ts';
import { type Ends, notify, problemOf } from './ends.ts';

type DevicesEffect = Extract<
  Effect,
  {
    kind:
      | 'reload-devices'
      | 'more-devices'
      | 'create-device'
      | 'delete-device'
      | 'set-device-status'
      | 'simulate-device';
  }
>;

/** Acts of the device list. */
export async function performDevices(effect: DevicesEffect, ends: Ends): Promise<void> {
  const { devices } = ends;
  switch (effect.kind) {
    case 'reload-devices':
      return devices.reload();
    case 'more-devices':
      return devices.more();
    case 'create-device':
      await listed(ends, () => devices.create(effect.deviceId));
      return;
    case 'delete-device':
      await listed(ends, () => devices.delete(effect.deviceId));
      return;
    case 'set-device-status':
      await devices.setStatus(effect.deviceId, effect.status);
      return notify(ends, { tone: 'good', text: `${effect.deviceId} is ${effect.status}` });
    case 'simulate-device':
      return ends.simulate(effect.deviceId);
  }
}

/** Back to the list when it is done; what was typed stays when it is not. */
async function listed(ends: Ends, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    ends.update(state => ({ ...state, overlay: { kind: 'devices', index: 0 } }));
  } catch (error) {
    const problem = problemOf(error, 'Enter tries again.');
    ends.update(state => {
      const { overlay } = state;
      const isOpen = overlay?.kind === 'create-device' || overlay?.kind === 'delete-device';
      return isOpen ? { ...state, overlay: { ...overlay, problem } } : state;
    });
  }
}
