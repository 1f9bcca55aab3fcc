import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HubProcess } from './hub-process.ts';

/** As long as a twin. */
const program = `
const { readFileSync } = require('node:fs');
const [cert, key] = process.argv.slice(1).map(path => readFileSync(path));
const server = require('node:https').createServer({ cert, key }, (_, response) => response.end('x'.repeat(900)));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** An HTTPS server that does nothing, with a hub's certificate: what a read takes on this machine at this moment. */
export class BareServer {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #hub: HubProcess;

  private constructor(child: ChildProcess, port: number, hub: HubProcess) {
    this.#child = child;
    this.#port = port;
    this.#hub = hub;
  }

  static async start(hub: HubProcess, dataDir: string): Promise<BareServer> {
    const files = ['server.pem', 'server-key.pem'].map(name => join(dataDir, name));
    const child = spawn(process.execPath, ['-e', program, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    return new BareServer(child, Number(port), hub);
  }

  async read(): Promise<void> {
    const { ca, place } = this.#hub;
    const call = get({ host: '127.0.0.1', port: this.#port, ca, servername: place.hostName });
    const [response] = (await once(call, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
  }

  stop(): void {
    this.#child.kill();
  }
}
