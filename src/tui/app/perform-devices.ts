import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import type { ModuleRow, Overlay } from '../state.ts';
import { allDevices } from '../update/devices-keys.ts';
import type { Effect } from '../update/effect.ts';
import { shows } from '../update/shown-twin.ts';
import { type Ends, notify, problemOf } from './ends.ts';

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
      return listed(ends, effect.target, () => devices.create(effect.target));
    case 'delete-identity':
      return listed(ends, effect.target, () => devices.delete(effect.target));
    case 'set-device-status':
      await devices.setStatus(effect.deviceId, effect.status);
      return notify(ends, { tone: 'good', text: `${effect.deviceId} is ${effect.status}` });
    case 'simulate':
      return ends.simulate(effect.target);
    case 'other-device':
      return otherDevice(ends, effect.by);
  }
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

async function readModules(ends: Ends, deviceId: string): Promise<void> {
  try {
    const identities = await ends.connection.service.identities.modules(deviceId);
    const modules = identities.map(
      ({ moduleId = '', connectionState, lastActivityTime }): ModuleRow => ({
        moduleId,
        isConnected: connectionState === 'Connected',
        lastActivityTime,
      }),
    );
    showModules(ends, deviceId, { modules, problem: undefined });
  } catch (error) {
    showModules(ends, deviceId, { modules: [], problem: problemOf(error, 'R tries again.') });
  }
}

type Read = Pick<Extract<Overlay, { kind: 'modules' }>, 'modules' | 'problem'>;

/** Unless another list is open meanwhile. */
function showModules(ends: Ends, deviceId: string, read: Read): void {
  ends.update(state => {
    const { overlay } = state;
    const isOpen = overlay?.kind === 'modules' && overlay.deviceId === deviceId;
    return isOpen ? { ...state, overlay: { ...overlay, ...read } } : state;
  });
}

/** Back to the list when it is done; what was typed stays when it is not. */
async function listed(ends: Ends, { deviceId, moduleId }: TwinTarget, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const problem = problemOf(error, 'Enter tries again.');
    return ends.update(state => {
      const { overlay } = state;
      const isOpen = overlay?.kind === 'create-device' || overlay?.kind === 'delete-device';
      return isOpen ? { ...state, overlay: { ...overlay, problem } } : state;
    });
  }
  if (moduleId === undefined) {
    const found = ends.devices.getSnapshot().rows.findIndex(row => row.deviceId === deviceId);
    return ends.update(state => ({ ...state, overlay: { ...allDevices, index: Math.max(0, found) } }));
  }
  const overlay: Overlay = { kind: 'modules', deviceId, index: 0, modules: undefined, problem: undefined };
  ends.update(state => ({ ...state, overlay }));
  await readModules(ends, deviceId);
}
