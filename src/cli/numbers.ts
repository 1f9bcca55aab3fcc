import { InvalidArgumentError } from 'commander';
import { bounds } from '../lib/bounds.ts';

/** Reads a whole number above 0; commander tells the option's name and exits 2. */
export function positiveInteger(option: string): (text: string) => number {
  return text => within(text, option, 1, Number.MAX_SAFE_INTEGER);
}

/** Reads a whole number, 0 included. */
export function wholeNumber(option: string): (text: string) => number {
  return text => within(text, option, 0, Number.MAX_SAFE_INTEGER);
}

const { earliest, latest } = bounds.hub.clock;

/** Reads a point in time as milliseconds since the epoch. */
export function moment(option: string): (text: string) => number {
  return text => {
    const time = Date.parse(text);
    if (time >= earliest && time <= latest) return time;
    throw new InvalidArgumentError(`${option} expects a time in the years 1 to 9999, such as 2024-01-31T12:00:00Z.`);
  };
}

/** Reads a port; 0 means any free one. */
export function port(option: string): (text: string) => number {
  return text => within(text, option, 0, 65_535);
}

/** Timers count no further than 2^31 - 1 ms: what is longer would be up at once. */
const longestTimer = 2_147_483;

/** Reads a number of seconds, fractions allowed. */
export function seconds(option: string): (text: string) => number {
  return text => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= longestTimer) return value;
    throw new InvalidArgumentError(
      `${option} expects a number of seconds from 0 to ${longestTimer}, found ${JSON.stringify(text)}.`,
    );
  };
}

function within(text: string, option: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
  const range = highest === Number.MAX_SAFE_INTEGER ? `from ${lowest}` : `from ${lowest} to ${highest}`;
  throw new InvalidArgumentError(`${option} expects a whole number ${range}.`);
}
