import { plainDraft } from '../../src/hub/identities/identity-draft.ts';
import { messageOf } from '../../src/lib/errors.ts';
import { bareObject, type JsonObject } from '../../src/lib/json.ts';
import type { TwinState } from '../../src/twin/twin.ts';
import { report } from '../helpers/report.ts';
import type { OpenedHub } from './opened-hub.ts';

export type Section = 'desired' | 'reported';
export const sections: readonly Section[] = ['desired', 'reported'];

/** A twin several writers write to, each under its own key, and how often each section was counted up for sure. */
export type WrittenTwin = { readonly key: string; readonly versions: { [S in Section]: number }; etag: number };

/** Writes one number after the other; a number is acknowledged, or nobody knows of it, or it was refused. */
export class NumberWriter {
  readonly name: string;
  readonly twin: WrittenTwin;
  readonly section: Section;
  acknowledged = 0;
  /** Not answered: may be there. */
  open: number | undefined;
  /** Refused since the last that was acknowledged. */
  refused: number[] = [];
  #next = 1;

  constructor(name: string, twin: WrittenTwin, section: Section) {
    this.name = name;
    this.twin = twin;
    this.section = section;
  }

  /** One write; tells what is wrong with its answer. */
  async write(hub: OpenedHub, wrong: (what: string) => void): Promise<void> {
    const number = this.#next++;
    this.open = number;
    try {
      this.#take(number, await this.#send(hub, patchOf(this.name, number)), wrong);
    } catch (error) {
      if (!isRefusal(error)) wrong(`${this.name} was refused with ${messageOf(error)}`);
      this.refused.push(number);
    }
    this.open = undefined;
  }

  #send({ twins }: OpenedHub, patch: JsonObject): Promise<TwinState> {
    if (this.section === 'reported') return report(twins, this.twin.key, patch);
    return twins.patch(this.twin.key, { desired: patch }, { cause: { by: 'hub' } });
  }

  #take(number: number, { desired, reported, etag }: TwinState, wrong: (what: string) => void): void {
    const { version } = this.section === 'desired' ? desired : reported;
    const { versions } = this.twin;
    // Writers of one twin are answered in the order of their versions, as all are in one group or one after another.
    if (version !== versions[this.section] + 1)
      wrong(`${this.name}: version ${version} after ${versions[this.section]}`);
    versions[this.section] = version;
    if (etag < this.twin.etag) wrong(`${this.name}: etag ${etag} after ${this.twin.etag}`);
    this.twin.etag = etag;
    this.acknowledged = number;
    this.refused = [];
  }
}

/** Both halves carry the number, so that half a patch would show; some are longer than a sector or a page. */
function patchOf(name: string, number: number): JsonObject {
  const nested = Object.assign(bareObject(), { second: number, filler: 'x'.repeat((number * 797) % 3000) });
  return Object.assign(bareObject(), { [name]: Object.assign(bareObject(), { first: number, nested }) });
}

/** Makes a device, its module, and deletes both, again and again: commits of several changes. */
export class FamilyWriter {
  readonly key: string;
  /** Steps done for sure; the family's state follows from the number. */
  acknowledged = 0;
  open = false;
  wasRefused = false;

  constructor(key: string) {
    this.key = key;
  }

  async write(hub: OpenedHub, wrong: (what: string) => void): Promise<void> {
    this.open = true;
    try {
      await this.#step(hub, this.acknowledged);
      this.acknowledged++;
      this.wasRefused = false;
    } catch (error) {
      if (!isRefusal(error)) wrong(`${this.key} was refused with ${messageOf(error)}`);
      this.wasRefused = true;
    }
    this.open = false;
  }

  #step({ identities }: OpenedHub, done: number): Promise<unknown> {
    const options = { cause: { by: 'hub' } } as const;
    const deviceId = this.key;
    switch (done % 3) {
      case 0: {
        const tags = Object.assign(bareObject(), { number: done });
        return identities.create(plainDraft({ deviceId }), { ...options, twin: empty => ({ ...empty, tags }) });
      }
      case 1:
        return identities.create(plainDraft({ deviceId, moduleId: 'm' }), options);
      default:
        return identities.delete({ deviceId }, { ...options, ifMatch: '*' });
    }
  }
}

/** What a client hears when the disk did not take a change. */
function isRefusal(error: unknown): boolean {
  const { name, status } = error as { readonly name?: string; readonly status?: number };
  return name === 'HubError' && (status === 500 || status === 503);
}
