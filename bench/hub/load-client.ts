import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import mqtt, { type Packet } from 'mqtt-packet';

/** What a client sends, one frame after the other, and how it knows its answers. */
export type Load = {
  readonly frames: readonly Buffer[];
  /** Where in a frame the status begins, as in `$iothub/twin/res/200`; undefined for echoes. */
  readonly statusAt: number | undefined;
};

/** One connection that keeps so many requests in flight; answers come in the order of the requests. */
export class LoadClient {
  readonly socket: TLSSocket;
  answered = 0;
  failed = 0;
  /** Milliseconds, while `isMeasured`. */
  readonly times: number[] = [];
  isMeasured = false;
  #load: Load | undefined;
  #isRunning = false;
  #next = 0;
  #rest: Buffer | undefined;
  #sent: number[] = [];
  #onFrame: ((frame: Buffer) => void) | undefined;
  #onIdle: (() => void) | undefined;

  private constructor(socket: TLSSocket) {
    this.socket = socket;
    socket.on('data', chunk => this.#take(chunk));
    socket.on('error', () => socket.destroy());
  }

  static async open(port: number): Promise<LoadClient> {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false });
    const client = new LoadClient(socket);
    await once(socket, 'secureConnect');
    socket.setNoDelay(true);
    return client;
  }

  /** Sends a packet and resolves with the frame that comes next. */
  ask(packet: Packet | Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Error('the server closed the connection'));
      this.socket.once('close', lost);
      this.#onFrame = frame => {
        this.#onFrame = undefined;
        this.socket.off('close', lost);
        resolve(Buffer.from(frame));
      };
      this.socket.write(Buffer.isBuffer(packet) ? packet : mqtt.generate(packet));
    });
  }

  begin(load: Load, depth: number, offset: number): void {
    this.#load = load;
    this.#next = offset;
    this.#isRunning = true;
    this.#send(depth);
  }

  /** Resolves when nothing is in flight any more. */
  end(): Promise<void> {
    this.#isRunning = false;
    if (this.#sent.length === 0) return Promise.resolve();
    return new Promise(resolve => {
      this.#onIdle = resolve;
    });
  }

  #send(count: number): void {
    const { frames } = this.#load!;
    const now = performance.now();
    const batch: Buffer[] = [];
    for (let index = 0; index < count; index++) {
      batch.push(frames[this.#next++ % frames.length]!);
      this.#sent.push(now);
    }
    this.socket.write(batch.length === 1 ? batch[0]! : Buffer.concat(batch));
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = 0;
    let count = 0;
    for (;;) {
      const end = frameEnd(bytes, at);
      if (end === undefined) break;
      if (this.#onFrame === undefined) this.#note(bytes, at, ++count);
      else this.#onFrame(bytes.subarray(at, end));
      at = end;
    }
    if (at < bytes.length) this.#rest = bytes.subarray(at);
    if (count > 0) this.#settle(count);
  }

  #note(bytes: Buffer, at: number, count: number): void {
    const statusAt = this.#load?.statusAt;
    // Every status of success begins with a 2.
    if (statusAt !== undefined && bytes[at + (bytes[at + 1]! > 127 ? 3 : 2) + statusAt] !== 0x32) this.failed++;
    if (this.isMeasured) this.times.push(performance.now() - this.#sent[count - 1]!);
  }

  #settle(count: number): void {
    this.answered += count;
    this.#sent.splice(0, count);
    if (this.#isRunning) this.#send(count);
    else if (this.#sent.length === 0) this.#onIdle?.();
  }
}

/** Where the frame that begins at `at` ends; undefined when it is not all there. */
function frameEnd(bytes: Buffer, at: number): number | undefined {
  let length = 0;
  for (let index = 1; index <= 4; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    length += (byte & 127) << (7 * (index - 1));
    if (byte < 128) {
      const end = at + index + 1 + length;
      return end <= bytes.length ? end : undefined;
    }
  }
  throw new Error('a frame has no length');
}
