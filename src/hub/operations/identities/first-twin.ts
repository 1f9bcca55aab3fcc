import type { Json, JsonObject } from '../../../lib/json.ts';
import { TwinRuleError } from '../../../twin/rule-error.ts';
import type { TwinState } from '../../../twin/twin.ts';
import { objectOf, patchTwin, reportTwin, type ServiceWrite, withoutReserved } from '../../../twin/write.ts';
import { type Clock, timestamp } from '../../clock.ts';
import { readMember } from '../../http/body-members.ts';
import { readServiceWrite } from '../../twins/service-write.ts';

/**
 * The twin that an item of a bulk operation gives a new identity: tags, desired, and reported as well, which an export
 * holds and no device is there yet to report. Later it is the device's alone. hub-reference 1.6.
 */
export class FirstTwin {
  /** Why the identity was registered without it; undefined when it was not. */
  refusal: string | undefined;
  readonly #write: ServiceWrite;
  readonly #reported: Json | undefined;
  readonly #clock: Clock;

  /** Throws HubError 400 for a body that cannot be understood. */
  constructor(body: JsonObject, clock: Clock) {
    this.#write = readServiceWrite(body);
    this.#reported = readMember(body, 'properties')?.reported ?? undefined;
    this.#clock = clock;
  }

  /** All of it or, when any of it breaks a rule of twins, nothing. */
  of(empty: TwinState): TwinState {
    try {
      const now = timestamp(this.#clock);
      const { twin } = patchTwin(empty, this.#write, now);
      if (this.#reported === undefined) return twin;
      return reportTwin(twin, objectOf(withoutReserved(this.#reported), 'reported'), now);
    } catch (error) {
      if (!(error instanceof TwinRuleError)) throw error;
      this.refusal = error.message;
      return empty;
    }
  }
}
