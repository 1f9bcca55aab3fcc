import { controlBody } from '../../hub/faults/control-words.ts';
import type { ConnectionFlags } from '../config.ts';
import { callHub } from '../hub-call.ts';
import { printJson } from '../output/print.ts';
import { withRunningHub } from '../with-local-hub.ts';

/** `hub control`: turns a switch of the running hub, and prints how they all stand. */
export async function controlHub(words: readonly string[], flags: ConnectionFlags): Promise<void> {
  const body = controlBody(words);
  const intent = body.action === 'status' ? 'reads' : 'writes';
  await withRunningHub(flags, intent, async hub => {
    await printJson(await callHub(hub, { method: 'POST', path: '/$twin-tui/control', body }));
  });
}
