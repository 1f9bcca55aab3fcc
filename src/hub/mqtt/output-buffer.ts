import { publishBytes, writePublish } from './encode.ts';

/** Beyond this no room is kept ready for what may come. */
const mostReady = 16 * 1024;

/** Packets on their way out, one behind the other, so that they leave in one write. Holds nothing once they have left. */
export class OutputBuffer {
  #bytes: Buffer | undefined;
  #end = 0;
  /** What the last write took; the next will take about as much. */
  #usual = 0;

  get length(): number {
    return this.#end;
  }

  /** At QoS 0. */
  publish(topic: string, payload: Buffer): void {
    const topicBytes = Buffer.byteLength(topic);
    const bytes = this.#reserve(publishBytes(topicBytes, payload));
    this.#end = writePublish(bytes, this.#end, topic, topicBytes, payload);
  }

  /** A whole packet. */
  push(packet: Buffer): void {
    this.#reserve(packet.length).set(packet, this.#end);
    this.#end += packet.length;
  }

  /** All packets there are; undefined when there is none. They are the caller's from now on. */
  take(): Buffer | undefined {
    const taken = this.#bytes?.subarray(0, this.#end);
    this.#bytes = undefined;
    this.#usual = Math.min(this.#end, mostReady);
    this.#end = 0;
    return taken;
  }

  #reserve(more: number): Buffer {
    const needed = this.#end + more;
    if (this.#bytes === undefined) this.#bytes = Buffer.allocUnsafe(Math.max(needed, this.#usual));
    else if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}
