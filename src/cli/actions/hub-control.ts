import { controlBody } from '../../hub/faults/control-words.ts';
import { AppError } from '../../lib/errors.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { type CallableHub, callHub } from '../local-hub/hub-call.ts';
import { withRunningHub } from '../local-hub/with-local-hub.ts';
import { printJson } from '../output/print.ts';
import type { ConnectionFlags } from '../settings/config.ts';

/** `hub control`: turns a switch of the running hub, and prints how they all stand. */
export async function controlHub(words: readonly string[], flags: ConnectionFlags): Promise<void> {
  const body = controlBody(words);
  const intent = body.action === 'status' ? 'reads' : 'writes';
  await withRunningHub(flags, intent, async hub => {
    if (body.action === 'drop' && typeof body.deviceId === 'string')
      await requireConnected(hub, body.deviceId, body.moduleId);
    await printJson(await callHub(hub, { method: 'POST', path: '/$twin-tui/control', body }));
  });
}

/** A connection that there is not is a slip of the keyboard: the hub itself would drop none, and be content. */
async function requireConnected(hub: CallableHub, deviceId: string, moduleId: Json | undefined): Promise<void> {
  const device = `/devices/${encodeURIComponent(deviceId)}`;
  const path = typeof moduleId === 'string' ? `${device}/modules/${encodeURIComponent(moduleId)}` : device;
  const hint =
    'List those that are connected: twin-tui query "SELECT * FROM devices WHERE connectionState = \'Connected\'"';
  const identity = await callHub(hub, { method: 'GET', path }, { 404: hint });
  if (isObject(identity) && identity.connectionState === 'Connected') return;
  const name = typeof moduleId === 'string' ? `${deviceId}/${moduleId}` : deviceId;
  throw new AppError(`${name} is not connected`, { hint });
}
