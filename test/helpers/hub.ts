import { onTestFinished } from 'vitest';
import { type Hub, startHub } from '../../src/hub/hub.ts';
import type { HubOptions } from '../../src/hub/options.ts';

/** A hub on free ports that keeps nothing; it is stopped when the test is over. */
export async function startTestHub(options: HubOptions = {}): Promise<Hub> {
  const hub = await startHub(options);
  onTestFinished(() => hub.stop());
  return hub;
}
