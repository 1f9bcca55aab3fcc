import { splitGraphemes } from '../../lib/text.ts';
import type { ShownProblem } from '../state.ts';

const allowed = /^[A-Za-z0-9\-:.+%_#*?!(),=@;$']$/;
const longest = 128;
const hint = "Letters A to Z, digits, and - : . + % _ # * ? ! ( ) , = @ ; $ '";

/** What no hub takes as the id of a device or module; undefined where it is one. hub-reference 1.2. */
export function wrongName(name: string): ShownProblem | undefined {
  const wrong = splitGraphemes(name).find(character => !allowed.test(character));
  if (wrong !== undefined) {
    const found = wrong.trim() === '' ? 'a blank' : wrong;
    return { message: `${found} may not be in an id`, hint };
  }
  if (name.length <= longest) return undefined;
  return { message: `an id has at most ${longest} characters, this has ${name.length}`, hint };
}
