import type { ModuleRow, Overlay } from '../state.ts';
import { withOverlay } from '../update/with-overlay.ts';
import { type Ends, problemOf } from './ends.ts';

/** Reads the modules of a device into their list. */
export async function readModules(ends: Ends, deviceId: string): Promise<void> {
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

/** Does nothing when the person has left the list, or opened that of another device, meanwhile. */
function showModules(ends: Ends, deviceId: string, read: Read): void {
  ends.update(state =>
    withOverlay(state, overlay =>
      overlay.kind === 'modules' && overlay.deviceId === deviceId ? { ...overlay, ...read } : overlay,
    ),
  );
}
