import { TwinRuleError } from '../../twin/rule-error.ts';
import { argumentInvalid } from '../hub-error.ts';

/** Breaches of the twin's rules as the hub's refusals: HubError 400 ArgumentInvalid. */
export function refusalOf(error: unknown): unknown {
  return error instanceof TwinRuleError ? argumentInvalid(error.message) : error;
}

/** A write whose breaches of the twin's rules are the hub's refusals: HubError 400 ArgumentInvalid. */
export function ruled<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw refusalOf(error);
  }
}
