import type { SimulatedDevice } from '../../clients/simulated-device/simulated-device.ts';
import { targetName } from '../../twin/twin-document.ts';
import type { MethodCallResult } from '../method-call.ts';
import type { Notice } from '../state.ts';
import type { Effect } from '../update/effect.ts';
import { withOverlay } from '../update/with-overlay.ts';
import { type Ends, notify, problemOf } from './ends.ts';

type DeviceEffect = Extract<
  Effect,
  { kind: 'toggle-channel' | 'set-channel' | 'toggle-online' | 'next-policy' | 'answer-offer' | 'call-method' }
>;

const policies = ['accept', 'ask', 'reject', 'delay'] as const;

export async function performDevice(effect: DeviceEffect, ends: Ends): Promise<void> {
  const { device } = ends;
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
    case 'call-method':
      return callMethod(ends, effect);
  }
}

async function told(ends: Ends, reporting: ReturnType<SimulatedDevice['toggleChannel']>): Promise<void> {
  const outcome = await reporting;
  if (outcome.kind === 'kept') return notify(ends, keptNotice(ends));
  const channel = ends.device.getSnapshot().channel ?? '';
  notify(ends, {
    tone: 'good',
    text: `reported ${channel}, acknowledged as v${outcome.version} in ${outcome.milliseconds.toFixed(1)} ms`,
  });
}

/** Why a report waits, and what sends it. */
function keptNotice({ device, connection }: Ends): Notice {
  const { locked, status } = device.client.getSnapshot();
  if (locked && status === 'online') {
    const hint = connection.guard.permanent ? 'Start again without --read-only.' : 'L unlocks, then it is reported';
    return { tone: 'warn', text: 'kept: nothing is written while read-only', hint };
  }
  if (status === 'online')
    return { tone: 'warn', text: 'kept: the hub is throttling', hint: 'It is sent again by itself.' };
  return { tone: 'warn', text: 'kept: the device is offline', hint: 'o brings it back online, then it is reported' };
}

async function toggleOnline(ends: Ends): Promise<void> {
  const { client } = ends.device;
  const { status } = client.getSnapshot();
  if (status === 'offline' || status === 'failed') {
    await client.connect();
    return notify(ends, { tone: 'good', text: 'the device is online', hint: 'space reports the other channel' });
  }
  await client.disconnect();
  notify(ends, { tone: 'good', text: 'the device is offline: reports are kept', hint: 'o brings it back online' });
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
  const { status, locked } = ends.device.client.getSnapshot();
  const answer = `${offer.name} ${accept ? 'accepted (200)' : 'rejected (403)'}`;
  if (status !== 'online' || locked)
    return notify(ends, { ...keptNotice(ends), text: `${answer}, the answer is kept` });
  notify(ends, { tone: 'good', text: `${answer}, reported with value and version` });
}

const callsKept = 50;

/** The call and its answer are kept for the session, shown in the dialog when it is still open. */
async function callMethod(
  ends: Ends,
  { target, name, payload }: Extract<Effect, { kind: 'call-method' }>,
): Promise<void> {
  const at = Date.now();
  let answer: MethodCallResult['answer'];
  try {
    answer = await ends.connection.service.invokeMethod(target, { name, payload });
  } catch (error) {
    answer = { problem: problemOf(error, 'Is the device online? Enter tries again.') };
  }
  const call: MethodCallResult = { at, target: targetName(target), name, payload, answer };
  ends.update(state => {
    const methodCalls = [...state.methodCalls.slice(1 - callsKept), call];
    const shown = withOverlay(state, overlay =>
      overlay.kind === 'method' ? { ...overlay, isCalling: false, calls: methodCalls, top: 0, back: 0 } : overlay,
    );
    return { ...shown, methodCalls };
  });
}
