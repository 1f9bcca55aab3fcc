import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type ProxyChoice, placeOf } from './proxy-choice.ts';

/** Node's types want a socket with each error; Node does not. */
type Done = (error: Error | null, socket?: Duplex) => void;

/** Milliseconds: a request has no timeout of its own before it has a socket. */
const patience = 20_000;

/**
 * An agent of HTTPS that connects by CONNECT through a proxy, for REST and for WebSockets. Unlike the libraries for it,
 * it ends tunnels that are still being asked for when it is destroyed, so that Ctrl+C does not wait for a proxy.
 */
export class ProxyAgent extends Agent {
  readonly #choice: ProxyChoice;
  readonly #asked = new Set<ClientRequest>();

  /** `ca` is trusted for what is behind the proxy, beside what Node trusts by itself. */
  constructor(choice: ProxyChoice, { ca }: { readonly ca?: string } = {}) {
    super({ keepAlive: true, ...(ca !== undefined && { ca }) });
    this.#choice = choice;
  }

  override createConnection(
    target: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const done = callback as Done;
    const tunnel = this.#ask(`${target.host}:${target.port}`);
    this.#asked.add(tunnel);
    tunnel.once('close', () => this.#asked.delete(tunnel));
    tunnel.once('error', done);
    tunnel.setTimeout(patience, () => tunnel.destroy(this.#error(`does not answer within ${patience / 1000} s`)));
    // Whatever is no 2xx comes as a plain answer in some versions of Node, and as a tunnel in others.
    tunnel.once('response', answer => done(this.#refusal(answer)));
    tunnel.once('connect', (answer, socket) => {
      const { statusCode = 0 } = answer;
      if (statusCode >= 200 && statusCode < 300)
        return done(null, connectTls({ ...(target as ConnectionOptions), socket }));
      socket.destroy();
      done(this.#refusal(answer));
    });
    tunnel.end();
  }

  override destroy(): void {
    for (const tunnel of this.#asked) tunnel.destroy(new Error('closed'));
    super.destroy();
  }

  #ask(path: string): ClientRequest {
    const { protocol, hostname, port, username, password } = this.#choice.url;
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const authorization = username !== '' && { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` };
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    return send({
      // As sockets want it: an IPv6 address has brackets in a URL only.
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port || (protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path,
      headers: { Host: path, ...authorization },
      agent: false,
    });
  }

  #refusal({ statusCode, statusMessage }: IncomingMessage): Error {
    const hint = statusCode === 407 ? ': it wants a name and password, as http://user:password@host' : '';
    return this.#error(`answered ${statusCode} ${statusMessage}${hint}`);
  }

  #error(what: string): Error {
    return Object.assign(new Error(`the proxy ${placeOf(this.#choice)} ${what}`), { code: 'EPROXY' });
  }
}
