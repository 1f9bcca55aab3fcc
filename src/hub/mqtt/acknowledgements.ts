import { bounds } from '../../lib/bounds.ts';
import { MalformedPacket } from './input-buffer.ts';

type Received = { readonly messageId: number; isDone: boolean };

/** More packet identifiers than there are, so that some are used twice. MQTT 3.1.1, 2.3.1. */
const tooMany = bounds.mqtt.unacknowledged;

/**
 * Acknowledgements leave in the order in which the PUBLISH packets came: one that is done at once waits for those before
 * it that wait for the disk. MQTT 3.1.1, 4.6.
 */
export class Acknowledgements {
  readonly #received: Received[] = [];

  /** A PUBLISH at QoS 1 has come. Throws MalformedPacket when the client waits for none of its acknowledgements. */
  expect(messageId: number): void {
    if (this.#received.length >= tooMany)
      throw new MalformedPacket('more PUBLISH in flight than there are identifiers');
    this.#received.push({ messageId, isDone: false });
  }

  /** What it asked for is done. Returns the identifiers whose turn it is now. */
  done(messageId: number): readonly number[] {
    // Nearly always it is the newest; a search from the oldest would take ever longer while the disk is slow.
    const done = this.#received.findLast(received => received.messageId === messageId && !received.isDone);
    if (done !== undefined) done.isDone = true;
    const first = this.#received.findIndex(({ isDone }) => !isDone);
    const count = first < 0 ? this.#received.length : first;
    return this.#received.splice(0, count).map(received => received.messageId);
  }
}
