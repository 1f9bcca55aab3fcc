import { TwinRuleError } from '../../twin/rule-error.ts';
import { argumentInvalid } from '../hub-error.ts';

/** A write whose breaches of the twin's rules are the hub's refusals: HubError 400 ArgumentInvalid. */
export function ruled<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof TwinRuleError) throw argumentInvalid(error.message);
    throw error;
  }
}
