import { controlBody } from '../../hub/faults/control-words.ts';
import { callHub } from '../local-hub/hub-call.ts';
import { withRunningHub } from '../local-hub/with-local-hub.ts';
import { printJson } from '../output/print.ts';
import type { ConnectionFlags } from '../settings/config.ts';

/** `hub control`: turns a switch of the running hub, and prints how they all stand. */
export async function controlHub(words: readonly string[], flags: ConnectionFlags): Promise<void> {
  const body = controlBody(words);
  const intent = body.action === 'status' ? 'reads' : 'writes';
  await withRunningHub(flags, intent, async hub => {
    await printJson(await callHub(hub, { method: 'POST', path: '/$twin-tui/control', body }));
  });
}
