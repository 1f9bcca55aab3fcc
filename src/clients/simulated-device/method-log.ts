import type { Json } from '../../lib/json.ts';
import type { MethodCall, MethodReply } from '../device/device-snapshot.ts';

export type MethodRecord = {
  readonly name: string;
  readonly payload: Json;
  readonly reply: MethodReply;
};

const limit = 100;

/** The direct methods that were called on a device, newest last. */
export class MethodLog {
  #records: readonly MethodRecord[] = [];

  get records(): readonly MethodRecord[] {
    return this.#records;
  }

  add({ name, payload }: MethodCall, reply: MethodReply): void {
    this.#records = [...this.#records.slice(1 - limit), { name, payload, reply }];
  }
}
