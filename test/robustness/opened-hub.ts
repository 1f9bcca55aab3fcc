import { noFaults } from '../../src/hub/faults/faults.ts';
import { seededRandom } from '../../src/hub/faults/seeded-random.ts';
import { Feed } from '../../src/hub/feed.ts';
import { IdentityWriter } from '../../src/hub/identities/identity-writer.ts';
import { DurableState, type DurableStateOptions } from '../../src/hub/state/durable-state.ts';
import { TwinWriter } from '../../src/hub/twins/twin-writer.ts';

/** The writing half of a hub over a store: what acknowledges. */
export type OpenedHub = {
  readonly state: DurableState;
  readonly twins: TwinWriter;
  readonly identities: IdentityWriter;
};

export async function openHub(options: DurableStateOptions): Promise<OpenedHub> {
  const state = await DurableState.open(options);
  const clock = { now: () => 1_800_000_000_000 };
  const feed = new Feed(clock.now);
  const random = seededRandom('robust');
  return {
    state,
    twins: new TwinWriter(state, clock, feed),
    identities: new IdentityWriter({ state, clock, random, feed, faults: noFaults }),
  };
}
