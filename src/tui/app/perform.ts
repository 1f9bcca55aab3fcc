import { sameVersion, targetName } from '../../twin/twin-document.ts';
import type { Effect } from '../update/effect.ts';
import { type Ends, failure, notify } from './ends.ts';
import { sendChange } from './perform-change.ts';
import { performDevice } from './perform-device.ts';
import { performDevices } from './perform-devices.ts';
import { openEditor } from './perform-edit.ts';
import { performJobs } from './perform-jobs.ts';
import { performQuery } from './perform-query.ts';

/** Does what a key asked for. What goes wrong is told on the screen, never thrown. */
export async function perform(effect: Effect, ends: Ends): Promise<void> {
  try {
    await act(effect, ends);
  } catch (error) {
    notify(ends, failure(error));
  }
}

async function act(effect: Effect, ends: Ends): Promise<void> {
  switch (effect.kind) {
    case 'refresh':
      return readAgain(ends);
    case 'query':
      return performQuery(effect.query, ends);
    case 'send-change':
      return sendChange(ends, effect.preview);
    case 'open-editor':
      return openEditor(ends, effect.job);
    case 'copy':
      return copied(ends, effect.what, effect.text);
    case 'copy-connection-string':
      return copied(
        ends,
        `the connection string of ${targetName(effect.target)}`,
        await ends.connection.deviceConnectionString(effect.target),
      );
    case 'toggle-lock':
      return toggleLock(ends);
    case 'quit':
      return ends.quit();
    case 'reload-jobs':
    case 'cancel-job':
    case 'count-job':
    case 'schedule-job':
      return performJobs(effect, ends);
    case 'reload-devices':
    case 'more-devices':
    case 'read-modules':
    case 'create-identity':
    case 'delete-identity':
    case 'set-device-status':
    case 'simulate':
    case 'other-device':
      return performDevices(effect, ends);
    default:
      return performDevice(effect, ends);
  }
}

async function readAgain(ends: Ends): Promise<void> {
  const { watcher } = ends;
  const before = watcher.getSnapshot().twin;
  await watcher.refresh();
  const { twin, freshness } = watcher.getSnapshot();
  if ('error' in freshness && freshness.error !== undefined) return notify(ends, failure(freshness.error));
  if (twin === undefined) return;
  const news = before !== undefined && sameVersion(before, twin) ? 'unchanged' : 'changed';
  notify(ends, { tone: 'good', text: `read again: v${twin.version}, ${news}` });
}

/** The longest sequence that is sent to a clipboard: most terminals refuse longer ones. */
const copyLimit = 100_000;

/** Copies by OSC 52, which reaches the clipboard of the person's own machine, over ssh too. */
function copied(ends: Ends, what: string, text: string): void {
  const encoded = Buffer.from(text).toString('base64');
  if (encoded.length > copyLimit)
    return notify(ends, { tone: 'bad', text: `${what} is too long for a terminal's clipboard` });
  ends.control(`\u001b]52;c;${encoded}\u0007`);
  notify(ends, { tone: 'good', text: `copied ${what}`, hint: 'if your terminal allows it (OSC 52)' });
}

function toggleLock(ends: Ends): void {
  const { guard } = ends.connection;
  if (guard.getSnapshot().locked) guard.unlock();
  else guard.lock();
  const { locked } = guard.getSnapshot();
  notify(
    ends,
    locked
      ? { tone: 'good', text: 'read-only: nothing is written until L unlocks' }
      : { tone: 'warn', text: 'unlocked: changes are written to this hub' },
  );
}
