import { AppError } from '../lib/errors.ts';
import type { JsonObject } from '../lib/json.ts';
import type { SectionName } from '../twin/limits.ts';
import { TwinRuleError } from '../twin/rule-error.ts';
import { type Nulls, validateWrite } from '../twin/validate.ts';

/** Checks what is to be written before anything is sent, as a hub would. Throws AppError. */
export function checkWrite(section: SectionName, values: JsonObject, nulls: Nulls): void {
  try {
    validateWrite(section, values, nulls);
  } catch (error) {
    if (!(error instanceof TwinRuleError)) throw error;
    const hint = 'Nothing was sent. What keys and values may be: twin-tui hub --conformance';
    throw new AppError(error.message, { hint });
  }
}
