import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import type { Overlay } from '../state.ts';
import { allDevices } from '../update/devices-keys.ts';
import { allModules, identityNamed } from '../update/identity-overlays.ts';
import { withOverlay } from '../update/with-overlay.ts';
import { type Ends, notify, problemOf } from './ends.ts';
import { readModules } from './read-modules.ts';
import { reconnectRefused } from './reconnect-refused.ts';

type Kind = 'create-identity' | 'delete-identity';

/** Back to the list when it is done; what was typed stays when it is not. Who left the dialog stays where they are. */
export async function changeIdentity(ends: Ends, kind: Kind, target: TwinTarget): Promise<void> {
  const { devices } = ends;
  const { deviceId, moduleId } = target;
  const name = targetName(target);
  try {
    await (kind === 'create-identity' ? devices.create(target) : devices.delete(target));
  } catch (error) {
    const problem = problemOf(error, 'Enter tries again.');
    const isShown = inDialog(ends, kind, target, overlay => ({ ...overlay, sending: false, problem }));
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
  inDialog(ends, kind, target, () => list);
  if (kind === 'delete-identity') notify(ends, { tone: 'good', text: `${name} is deleted` });
  else
    notify(ends, { tone: 'good', text: `${name} is created`, hint: 's simulates it, y copies its connection string' });
  if (moduleId !== undefined) await readModules(ends, deviceId);
}

type Sent = Extract<Overlay, { kind: 'create-device' | 'delete-device' }>;

/** Changes the dialog that it was sent from; says whether that is still open. */
function inDialog(ends: Ends, kind: Kind, target: TwinTarget, change: (sent: Sent) => Overlay): boolean {
  let isOpen = false;
  ends.update(state =>
    withOverlay(state, overlay => {
      if (!isSent(overlay, kind, target)) return overlay;
      isOpen = true;
      return change(overlay);
    }),
  );
  return isOpen;
}

function isSent(overlay: Overlay, kind: Kind, target: TwinTarget): overlay is Sent {
  const named =
    kind === 'create-identity'
      ? overlay.kind === 'create-device' && overlay.sending && identityNamed(overlay)
      : overlay.kind === 'delete-device' && overlay.sending && overlay.target;
  return named !== false && named !== undefined && targetName(named) === targetName(target);
}
