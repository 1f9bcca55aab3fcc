import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { argumentInvalid } from '../hub-error.ts';
import { type Tier, tiers } from './faults.ts';

/** What the control endpoint and `twin-tui hub control` can do to a running hub. */
export type ControlCommand =
  | { readonly action: 'status' }
  | { readonly action: 'throttle'; readonly tier: Tier; readonly units: number }
  /** All that clients ask for is answered 429 while it is on. */
  | { readonly action: 'exhaust'; readonly on: boolean }
  | { readonly action: 'latency'; readonly milliseconds: number; readonly jitter: number }
  | { readonly action: 'index-lag'; readonly milliseconds: number }
  /** One connection, or all when no device is named. */
  | { readonly action: 'drop'; readonly deviceId?: string; readonly moduleId?: string }
  | { readonly action: 'disk'; readonly broken: boolean }
  /** Stands still at a time (ms since the epoch), jumps, or follows the system again. */
  | { readonly action: 'clock'; readonly change: ClockChange };

export type ClockChange =
  | { readonly kind: 'fix'; readonly at: number }
  | { readonly kind: 'advance'; readonly milliseconds: number }
  | { readonly kind: 'release' };

export const controlActions = [
  'status',
  'throttle',
  'exhaust',
  'latency',
  'index-lag',
  'drop',
  'disk',
  'clock',
] as const;

/** A day: longer is a slip of the keyboard. */
const longest = 86_400_000;

/** Reads the body of `POST /$twin-tui/control`. Throws HubError 400. */
export function parseControlCommand(body: Json): ControlCommand {
  if (!isObject(body)) throw argumentInvalid('a control command must be a JSON object with an action');
  const { action } = body;
  switch (action) {
    case 'status':
      return { action };
    case 'throttle':
      return { action, tier: parseTier(body.tier), units: whole(body, 'units', { least: 1, most: 200, default: 1 }) };
    case 'exhaust':
      return { action, on: flag(body, 'on') };
    case 'latency':
      return { action, milliseconds: duration(body, 'milliseconds'), jitter: duration(body, 'jitter', 0) };
    case 'index-lag':
      return { action, milliseconds: duration(body, 'milliseconds') };
    case 'drop':
      return { action, ...parseTarget(body) };
    case 'disk':
      return { action, broken: flag(body, 'broken') };
    case 'clock':
      return { action, change: parseClock(body) };
    default:
      throw argumentInvalid(`action must be one of ${controlActions.join(', ')}, found ${JSON.stringify(action)}`);
  }
}

function parseTier(tier: Json | undefined): Tier {
  const known = tiers.find(name => name.toLowerCase() === String(tier).toLowerCase());
  if (known === undefined)
    throw argumentInvalid(`tier must be one of ${tiers.join(', ')}, found ${JSON.stringify(tier)}`);
  return known;
}

function parseTarget({ deviceId, moduleId }: JsonObject): { deviceId?: string; moduleId?: string } {
  if (deviceId === undefined && moduleId === undefined) return {};
  if (typeof deviceId !== 'string') throw argumentInvalid('deviceId must be a text');
  if (moduleId === undefined) return { deviceId };
  if (typeof moduleId !== 'string') throw argumentInvalid('moduleId must be a text');
  return { deviceId, moduleId };
}

function parseClock({ fixed, advance, release }: JsonObject): ClockChange {
  if (typeof fixed === 'string' && !Number.isNaN(Date.parse(fixed))) return { kind: 'fix', at: Date.parse(fixed) };
  if (typeof advance === 'number' && Number.isFinite(advance)) return { kind: 'advance', milliseconds: advance };
  if (release === true) return { kind: 'release' };
  const expected = 'fixed (a time such as 2024-01-31T12:00:00Z), advance (milliseconds) or release (true)';
  throw argumentInvalid(`the clock needs ${expected}`);
}

function flag(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (typeof value === 'boolean') return value;
  throw argumentInvalid(`${name} must be true or false, found ${JSON.stringify(value)}`);
}

function duration(body: JsonObject, name: string, otherwise?: number): number {
  return whole(body, name, { least: 0, most: longest, ...(otherwise !== undefined && { default: otherwise }) });
}

type Bounds = { readonly least: number; readonly most: number; readonly default?: number };

function whole(body: JsonObject, name: string, { least, most, default: otherwise }: Bounds): number {
  const value = body[name] ?? otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw argumentInvalid(`${name} must be a whole number from ${least} to ${most}, found ${JSON.stringify(value)}`);
}
