import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from 'node:http';
import { Agent, type AgentOptions, request as httpsRequest, type RequestOptions } from 'node:https';
import { Http, type HttpCallback, type HttpMethod } from 'azure-iothub/dist/common-http/http.js';
import { bounds } from '../../lib/bounds.ts';

/** Where a hub's HTTPS endpoint really is, when that is not port 443 of its own name. */
export type Endpoint = { readonly address: string; readonly port: number; readonly ca: string };

/** Milliseconds without an answer after which a request is given up; method calls bring their own. */
const silence = bounds.clients.restSilence;

const longestAnswer = bounds.clients.answer;

/**
 * The SDK's HTTP layer with three changes. It knows the endpoint's port and keeps the agent that knows its CA, whereas
 * the SDK's clients ask for 443 and install agents of their own. It decodes answers as UTF-8 streams: the SDK adds up
 * chunks one by one, which breaks every character that falls on a chunk's edge. And it gives up an answer without end.
 */
export class HubHttp extends Http {
  readonly #agent: HttpAgent;
  readonly #port: number | undefined;

  /** `agent` reaches the hub through a proxy; without one it is asked directly. */
  constructor(endpoint: Endpoint | undefined, agent?: HttpAgent) {
    super();
    this.#agent = agent ?? new Agent(agentOptions(endpoint));
    this.#port = endpoint?.port;
    super.setOptions({ http: { agent: this.#agent as Agent } });
  }

  /** Registry and JobClient call this with an agent of their own when they are made. */
  override setOptions(): void {}

  override buildRequest(
    method: HttpMethod,
    path: string,
    headers: { [name: string]: string | string[] | number },
    host: string,
    options: unknown,
    done?: HttpCallback,
  ): ReturnType<Http['buildRequest']> {
    const callback = done ?? (options as HttpCallback);
    const port = this.#port;
    const where = port === undefined ? { request: readingRequest } : { request: readingRequest, port };
    const request = super.buildRequest(method, path, headers, host, where, callback);
    request.setTimeout(silence);
    request.once('timeout', () => request.destroy(new Error('ETIMEDOUT: the hub did not answer in time')));
    return request;
  }

  destroy(): void {
    this.#agent.destroy();
  }
}

function agentOptions(endpoint: Endpoint | undefined): AgentOptions {
  return endpoint === undefined ? { keepAlive: true } : { keepAlive: true, ca: endpoint.ca };
}

function readingRequest(options: RequestOptions | string, answer?: (response: IncomingMessage) => void): ClientRequest {
  const request = httpsRequest(options as RequestOptions, response => {
    let length = 0;
    response.setEncoding('utf8').on('data', (piece: string) => {
      length += piece.length;
      if (length > longestAnswer)
        request.destroy(new Error(`the hub's answer is longer than ${longestAnswer} characters`));
    });
    answer?.(response);
  });
  return request;
}
