import { TwinRuleError } from '../../twin/rule-error.ts';
import { argumentInvalid } from '../hub-error.ts';

/** A function whose breaches of the twin's rules are the hub's refusals: HubError 400 ArgumentInvalid. */
export function ruled<A extends readonly unknown[], R>(apply: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    try {
      return apply(...given);
    } catch (error) {
      if (error instanceof TwinRuleError) throw argumentInvalid(error.message);
      throw error;
    }
  };
}
