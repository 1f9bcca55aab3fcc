import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import type { Overlay } from '../state.ts';
import { allDevices } from '../update/devices-keys.ts';
import { allModules, identityNamed } from '../update/identity-overlays.ts';
import { type Ends, notify, problemOf } from './ends.ts';
import { inDialog } from './in-dialog.ts';
import { readModules } from './read-modules.ts';
import { reconnectRefused } from './reconnect-refused.ts';

type Kind = 'create-identity' | 'delete-identity';

/**
 * Creates or deletes an identity. When that is done the list takes the place of the dialog; when it fails what was
 * typed stays. A person who has left the dialog is not moved.
 */
export async function changeIdentity(ends: Ends, kind: Kind, target: TwinTarget): Promise<void> {
  const { devices } = ends;
  const { deviceId, moduleId } = target;
  const name = targetName(target);
  try {
    await (kind === 'create-identity' ? devices.create(target) : devices.delete(target));
  } catch (error) {
    const problem = problemOf(error, 'Enter tries again.');
    const isShown = inDialog(ends, isSent(kind, target), overlay => ({ ...overlay, sending: false, problem }));
    const verb = kind === 'create-identity' ? 'created' : 'deleted';
    if (!isShown)
      notify(ends, { tone: 'bad', text: `${name} was not ${verb}: ${problem.message}`, hint: problem.hint });
    return;
  }
  if (kind === 'create-identity') reconnectRefused(ends, deviceId);
  const found = devices.getSnapshot().rows.findIndex(row => row.deviceId === deviceId);
  const list: Overlay =
    moduleId === undefined
      ? { ...allDevices, cursor: { id: deviceId, index: Math.max(0, found) } }
      : allModules(deviceId);
  inDialog(ends, isSent(kind, target), () => list);
  if (kind === 'delete-identity') notify(ends, { tone: 'good', text: `${name} is deleted` });
  else
    notify(ends, { tone: 'good', text: `${name} is created`, hint: 's simulates it, y copies its connection string' });
  if (moduleId !== undefined) await readModules(ends, deviceId);
}

type Sent = Extract<Overlay, { kind: Kind }>;

/** Another dialog of the same kind may have been opened since: it is told apart by what it is about. */
function isSent(kind: Kind, target: TwinTarget) {
  return (overlay: Overlay): overlay is Sent => {
    if (overlay.kind !== kind || !overlay.sending) return false;
    const named = overlay.kind === 'create-identity' ? identityNamed(overlay) : overlay.target;
    return named !== undefined && targetName(named) === targetName(target);
  };
}
