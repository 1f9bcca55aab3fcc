import type { Json } from '../lib/json.ts';
import type { ShownProblem } from './state.ts';

/** A direct method that was called from the service side, and how that ended. */
export type MethodCallResult = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `deviceId`, or `deviceId/moduleId`. */
  readonly target: string;
  readonly name: string;
  readonly payload: Json;
  readonly answer:
    | { readonly status: number; readonly payload: Json; readonly milliseconds: number }
    | { readonly problem: ShownProblem };
};
