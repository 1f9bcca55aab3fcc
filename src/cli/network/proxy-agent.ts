import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxyChoice } from './proxy-choice.ts';
import { placeOf } from './proxy-choice.ts';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * Connects by CONNECT through a proxy. The library hands a proxy's refusal on as if the hub had answered; here it is an
 * error that says who refused.
 */
export class ProxyAgent extends HttpsProxyAgent<string> {
  readonly #place: string;

  constructor(choice: ProxyChoice) {
    super(choice.url.href, { keepAlive: true });
    this.#place = placeOf(choice);
  }

  override connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    const answered = ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
      if (statusCode === 200) return;
      const hint = statusCode === 407 ? ': it wants a name and password, as http://user:password@host' : '';
      const message = `the proxy ${this.#place} answered ${statusCode} ${statusText}${hint}`;
      request.destroy(Object.assign(new Error(message), { code: 'EPROXY' }));
    };
    request.once('proxyConnect', answered);
    return super.connect(request, options);
  }
}
