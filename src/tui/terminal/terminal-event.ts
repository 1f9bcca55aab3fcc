/** What a terminal sends that is no key of Ink's. Cells count from 0. */
export type TerminalEvent =
  /** The answer to `backgroundQuestion`. */
  | { readonly kind: 'background'; readonly isLight: boolean }
  | {
      readonly kind: 'mouse';
      readonly act: 'click' | 'wheel-up' | 'wheel-down';
      readonly column: number;
      readonly row: number;
    }
  /** Ink cannot tell function keys apart. */
  | { readonly kind: 'key'; readonly name: 'f1' };

/** Asks the terminal for its background colour. Those that do not know the question stay silent. */
export const backgroundQuestion = '\u001b]11;?\u001b\\';

/**
 * An answer of one to four hexadecimal digits each for red, green and blue, a press or release of the mouse, and F1 as
 * xterm, rxvt, the Linux console and kitty send it. xterm's "Control Sequences", OSC 11 and SGR mouse mode
 */
const pattern =
  /\u001b\]11;([^\u0007\u001b]*)(?:\u0007|\u001b\\)|\u001b\[<(\d+);(\d+);(\d+)([Mm])|\u001b(?:OP|\[11~|\[\[A|\[P)/g;

/** The beginning of one of those, at the end of a chunk. */
const unfinished = /\u001b(?:\](?:1(?:1(?:;[^\u0007\u001b]{0,64}\u001b?)?)?)?|\[<[\d;]{0,20})$/;

export type ReadEvents = {
  /** The input without the events: Ink's. */
  readonly keys: string;
  readonly events: readonly TerminalEvent[];
  /** The beginning of an event whose rest is still to come. */
  readonly rest: string;
};

/**
 * Takes the events out of a piece of input. While an answer is awaited an Esc at the end may be its beginning; else it
 * is a key, and not made to wait.
 */
export function readEvents(input: string, awaitsAnswer = false): ReadEvents {
  const events: TerminalEvent[] = [];
  const others = input.replace(pattern, (sequence, colour?: string, button?: string, ...rest: unknown[]) => {
    const event = eventOf(sequence, colour, button, rest as readonly string[]);
    if (event !== undefined) events.push(event);
    return '';
  });
  const rest = unfinished.exec(others)?.[0] ?? (awaitsAnswer && others.endsWith('\u001b') ? '\u001b' : '');
  return { keys: others.slice(0, others.length - rest.length), events, rest };
}

function eventOf(
  sequence: string,
  colour: string | undefined,
  button: string | undefined,
  [column, row, end]: readonly string[],
): TerminalEvent | undefined {
  if (colour !== undefined) {
    const isLight = isLightColour(colour);
    return isLight === undefined ? undefined : { kind: 'background', isLight };
  }
  if (button === undefined) return sequence.startsWith('\u001b') ? { kind: 'key', name: 'f1' } : undefined;
  const act = end === 'M' ? acts[Number(button) & ~modifiers] : undefined;
  return act && { kind: 'mouse', act, column: Number(column) - 1, row: Number(row) - 1 };
}

/** Shift, Meta and Control. */
const modifiers = 4 | 8 | 16;
const acts: Readonly<Record<number, 'click' | 'wheel-up' | 'wheel-down'>> = {
  0: 'click',
  64: 'wheel-up',
  65: 'wheel-down',
};

/** Undefined when it is no colour. */
function isLightColour(text: string): boolean | undefined {
  const [, ...parts] = /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(text) ?? [];
  if (parts.length !== 3) return undefined;
  const [red, green, blue] = parts.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
  // As bright as the eye takes them. ITU-R BT.709
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.5;
}
