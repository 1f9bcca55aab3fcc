/** Asks the terminal for its background colour. Those that do not know the question stay silent. */
export const backgroundQuestion = '\u001b]11;?\u001b\\';

/** One to four hexadecimal digits each for red, green and blue. */
const answer = /\]11;rgba?:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i;

/** Whether an answer tells of a light background; undefined when the input is no answer. */
export function isLightAnswer(input: string): boolean | undefined {
  const [, ...parts] = answer.exec(input) ?? [];
  if (parts.length !== 3) return undefined;
  const [red, green, blue] = parts.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
  // As bright as the eye takes them. ITU-R BT.709
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.5;
}
