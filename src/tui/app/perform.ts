import type { HubConnection } from '../../clients/hub-connection.ts';
import type { QuerySession } from '../../clients/query-session.ts';
import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import type { TwinWatcher } from '../../clients/twin-watcher.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import { type Assignment, patchOf } from '../edit/assignment.ts';
import type { Notice, ScreenState } from '../state.ts';
import type { Effect } from '../update/effect.ts';

export type Ends = {
  readonly connection: HubConnection;
  readonly device: SimulatedDevice;
  readonly watcher: TwinWatcher;
  readonly session: QuerySession | undefined;
  readonly update: (change: (state: ScreenState) => ScreenState) => void;
  readonly quit: () => void;
  readonly forceQuit: () => void;
};

const policies = ['accept', 'ask', 'reject', 'delay'] as const;

/** Does what a key asked for. What goes wrong is told on the screen, never thrown. */
export async function perform(effect: Effect, ends: Ends): Promise<void> {
  try {
    await act(effect, ends);
  } catch (error) {
    notify(ends, failure(error));
  }
}

async function act(effect: Effect, ends: Ends): Promise<void> {
  const { device, watcher, session } = ends;
  switch (effect.kind) {
    case 'toggle-channel':
      return told(ends, device.toggleChannel());
    case 'set-channel':
      return told(ends, device.setChannel(effect.channel));
    case 'toggle-online':
      return toggleOnline(ends);
    case 'next-policy':
      return nextPolicy(ends);
    case 'answer-offer':
      return answerOffer(ends, effect.accept);
    case 'refresh':
      return watcher.refresh();
    case 'run-query':
      return session?.run(effect.text);
    case 'more':
      return session?.more();
    case 'cancel-query':
      return session?.cancel();
    case 'send-patch':
      return sendPatch(ends, effect.assignment);
    case 'toggle-lock':
      return toggleLock(ends);
    case 'quit':
      return ends.quit();
    case 'force-quit':
      return ends.forceQuit();
  }
}

async function told(ends: Ends, reporting: ReturnType<SimulatedDevice['toggleChannel']>): Promise<void> {
  const outcome = await reporting;
  if (outcome.kind === 'kept') {
    return notify(ends, {
      tone: 'warn',
      text: 'kept: the device is offline',
      hint: 'o brings it back online, then it is reported',
    });
  }
  const channel = ends.device.getSnapshot().channel ?? '';
  notify(ends, {
    tone: 'good',
    text: `reported ${channel}, acknowledged as v${outcome.version} in ${outcome.milliseconds.toFixed(1)} ms`,
  });
}

async function toggleOnline({ device: { client } }: Ends): Promise<void> {
  const { status } = client.getSnapshot();
  if (status === 'offline' || status === 'failed') return client.connect();
  return client.disconnect();
}

function nextPolicy(ends: Ends): void {
  const { device } = ends;
  const mode = policies[(policies.indexOf(device.getSnapshot().policy) + 1) % policies.length]!;
  device.setPolicy(mode);
  notify(ends, { tone: 'good', text: `desired properties: ${mode}` });
}

function answerOffer(ends: Ends, accept: boolean): void {
  const offer = ends.device.getSnapshot().offers[0];
  if (offer === undefined)
    return notify(ends, {
      tone: 'warn',
      text: 'no desired property waits for an answer',
      hint: 'p changes the policy',
    });
  ends.device.answerOffer(offer.name, accept);
}

/** A refused patch stays in the preview with the reason; nothing typed is lost. */
async function sendPatch(ends: Ends, assignment: Assignment): Promise<void> {
  const patch = patchOf(assignment);
  try {
    await ends.watcher.patch(assignment.section === 'tags' ? { tags: patch } : { properties: { desired: patch } });
    ends.update(state => ({ ...state, overlay: undefined }));
    const text = assignment.value === null ? 'deleted' : 'written';
    notify(ends, { tone: 'good', text: `${[assignment.section, ...assignment.path].join('.')} ${text}` });
  } catch (error) {
    const { text: message, hint = 'Nothing was written; Enter tries again.' } = failure(error);
    // The twin is read again, so that the next attempt starts from what is there.
    void ends.watcher.refresh();
    ends.update(state =>
      state.overlay?.kind === 'preview'
        ? { ...state, overlay: { ...state.overlay, sending: false, problem: { message, hint } } }
        : state,
    );
  }
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

function notify(ends: Ends, notice: Notice): void {
  ends.update(state => ({ ...state, notice }));
}

function failure(error: unknown): Notice {
  return { tone: 'bad', text: messageOf(error), hint: error instanceof AppError ? error.hint : undefined };
}
