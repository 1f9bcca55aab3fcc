import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { signSas } from '../../src/hub/access/sas-signature.ts';
import type { ReadyLine } from '../helpers/cli.ts';

/** The user without rights, by custom. */
export const nobody = 65534;
const main = resolve(import.meta.dirname, '../../src/main.ts');

export type Answered = { readonly status: number; readonly body: { readonly [name: string]: unknown } };

/** What the hub's process is denied. */
export type Denied = {
  /** No file may grow beyond so many KB: for it the disk is full there. */
  readonly fileKilobytes?: number;
  /** Runs as nobody, where this process may change that: for root nothing is read-only. */
  readonly asNobody?: boolean;
};

/** `twin-tui hub` as a process that can be killed, and a plain HTTPS client of it. */
export class HubProcess {
  readonly place: ReadyLine;
  readonly ca: string;
  readonly #child: ChildProcess;
  readonly #authorization: string;

  private constructor(child: ChildProcess, place: ReadyLine) {
    this.#child = child;
    this.place = place;
    this.ca = readFileSync(place.caFile, 'utf8');
    const key = /SharedAccessKey=([^;]+)/.exec(place.serviceConnectionString)![1]!;
    const policy = /SharedAccessKeyName=([^;]+)/.exec(place.serviceConnectionString)![1]!;
    this.#authorization = signSas({ resource: place.hostName, expiry: 4102444800, key, policy });
  }

  static async start(dataDir: string, denied: Denied = {}): Promise<HubProcess> {
    const child = spawnHub(dataDir, denied);
    let said = '';
    child.stderr!.on('data', chunk => {
      said += chunk;
    });
    const line = once(createInterface({ input: child.stdout! }), 'line');
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(said)));
    const [text] = (await Promise.race([line, ended])) as [string];
    ended.catch(() => {});
    return new HubProcess(child, JSON.parse(text) as ReadyLine);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** SIGKILL: no chance to write anything more. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** Rejects when the connection breaks before the answer is whole: then nobody knows what became of the call. */
  call(method: string, path: string, body?: unknown): Promise<Answered> {
    return this.callText(method, path, body === undefined ? undefined : JSON.stringify(body));
  }

  callText(method: string, path: string, text: string | undefined): Promise<Answered> {
    const { hostName: servername, httpsPort: port } = this.place;
    const sent = { Authorization: this.#authorization, 'Content-Type': 'application/json' };
    return new Promise((done, reject) => {
      const options = { host: '127.0.0.1', port, servername, ca: this.ca, method, headers: sent };
      const call = request({ ...options, path: `${path}?api-version=2021-04-12` }, async response => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          const text = Buffer.concat(chunks).toString();
          done({ status: response.statusCode ?? 0, body: text === '' ? {} : JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
      call.on('error', reject);
      call.end(text);
    });
  }
}

function spawnHub(dataDir: string, { fileKilobytes, asNobody }: Denied): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const flags = ['hub', '--json', '--data-dir', dataDir, '--mqtt-port', '0', '--https-port', '0'];
  const command = [process.execPath, '--import', import.meta.resolve('tsx'), main, ...flags];
  // POSIX counts in blocks of 512 bytes.
  const limit = fileKilobytes === undefined ? '' : `ulimit -f ${fileKilobytes * 2};`;
  const user = asNobody && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  return spawn('/bin/sh', ['-c', `${limit} exec "$@"`, 'sh', ...command], {
    env: { PATH, HOME, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
}
