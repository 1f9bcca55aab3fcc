import type { Hub } from '../../src/hub/hub.ts';
import { type Rest, type RestAnswer, restOf } from '../helpers/rest.ts';
import { connectWire, res, type WireClient } from '../helpers/wire-client.ts';
import type { Call } from './linearizable.ts';
import type { TwinCall, TwinNumbers } from './twin-model.ts';

type Section = { readonly number?: number; readonly $version: number };
type Sections = { readonly desired: Section; readonly reported: Section };
type Refused = 412 | 500;

/** Calls to the twin of one device through both doors of a hub, and when each was made and answered. */
export class TwinRecorder {
  readonly history: Call<TwinCall>[] = [];
  readonly #rest: Rest;
  readonly #device: WireClient;
  readonly #path: string;
  readonly #answers = new Map<string, (answer: { topic: string; body: string }) => void>();
  #moment = 0;
  #requests = 0;

  private constructor(rest: Rest, device: WireClient, deviceId: string) {
    this.#rest = rest;
    this.#device = device;
    this.#path = `/twins/${deviceId}`;
    void this.#listen();
  }

  static async open(hub: Hub, deviceId: string): Promise<TwinRecorder> {
    return new TwinRecorder(restOf(hub), await connectWire(hub, deviceId, { subscribe: [res] }), deviceId);
  }

  /** What the service sees; undefined when the hub could not say. */
  async read(): Promise<TwinNumbers | undefined> {
    const invoked = this.#moment++;
    const saw = await this.#rest('GET', this.#path).then(restAnswer, () => 'lost' as const);
    if (typeof saw !== 'object') return undefined;
    this.#note(invoked, { call: 'read', saw });
    return saw;
  }

  async patch(number: number, ifMatch?: number): Promise<void> {
    const invoked = this.#moment++;
    const headers = ifMatch === undefined ? {} : { 'If-Match': `"${etagText(ifMatch)}"` };
    const body = { properties: { desired: { number } } };
    const answer = await this.#rest('PATCH', this.#path, { body, headers }).catch(() => undefined);
    const saw = answer === undefined ? 'lost' : restAnswer(answer);
    const did = { call: 'patch', number, ...(ifMatch !== undefined && { ifMatch }), saw } as const;
    if (saw === 'lost') this.history.push({ invoked, returned: Number.POSITIVE_INFINITY, did });
    else this.#note(invoked, did);
  }

  /** What the device sees. */
  async readAsDevice(): Promise<Pick<TwinNumbers, 'reportedVersion'> | undefined> {
    const invoked = this.#moment++;
    const { topic, body } = await this.#request('GET/', '');
    if (statusOf(topic) !== 200) return undefined;
    const saw = sectionNumbers(JSON.parse(body) as Sections);
    this.#note(invoked, { call: 'read', saw });
    return saw;
  }

  async report(number: number, base?: number): Promise<void> {
    const invoked = this.#moment++;
    const condition = base === undefined ? '' : `&$version=${base}`;
    const { topic } = await this.#request('PATCH/properties/reported/', JSON.stringify({ number }), condition);
    const version = /[?&]\$version=(\d+)/.exec(topic)?.[1];
    const saw = version === undefined ? refusal(statusOf(topic)) : { reportedVersion: Number(version) };
    this.#note(invoked, { call: 'report', number, ...(base !== undefined && { base }), saw });
  }

  #request(what: string, payload: string, condition = ''): Promise<{ topic: string; body: string }> {
    const rid = String(++this.#requests);
    return new Promise(resolve => {
      this.#answers.set(rid, resolve);
      this.#device.publish(`$iothub/twin/${what}?$rid=${rid}${condition}`, payload);
    });
  }

  async #listen(): Promise<void> {
    while (!this.#device.isClosed) {
      const answer = await this.#device.message().catch(() => undefined);
      const rid = /\$rid=(\d+)/.exec(answer?.topic ?? '')?.[1];
      if (answer !== undefined && rid !== undefined) this.#answers.get(rid)?.(answer);
    }
  }

  #note(invoked: number, did: TwinCall): void {
    this.history.push({ invoked, returned: this.#moment++, did });
  }
}

const statusOf = (topic: string): number => Number(/res\/(\d+)\//.exec(topic)?.[1]);

function restAnswer({ status, body, text }: RestAnswer): TwinNumbers | Refused {
  if (status !== 200) return refusal(status, text);
  const { etag, properties } = body as { etag: string; properties: Sections };
  return { etag: Number(Buffer.from(etag, 'base64').readBigUInt64BE()), ...sectionNumbers(properties) };
}

function refusal(status: number, text = ''): Refused {
  if (status === 412 || status === 500) return status;
  throw new Error(`expected 200, 412 or 500, found ${status} ${text}`);
}

function sectionNumbers({ desired, reported }: Sections) {
  return {
    desired: desired.number ?? 0,
    desiredVersion: desired.$version,
    reported: reported.number ?? 0,
    reportedVersion: reported.$version,
  };
}

function etagText(etag: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(etag));
  return bytes.toString('base64');
}
