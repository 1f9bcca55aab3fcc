/**
 * What a terminal could take for a command, what has no width or looks like a blank, what turns the reading direction,
 * halves of surrogate pairs, and accents beyond six on one letter. The joiners stay within words of scripts that need
 * them only as escapes: what is shown must decode back to what is stored. The last two alternatives look behind
 * themselves, which costs nothing elsewhere: a selector of looks may follow an emoji, and only it.
 */
const unsafe =
  /\u034f|[\u17b4-\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0d]|[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u115f\u1160\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\ud800-\udfff]|[\ufe0e\ufe0f](?<!\p{Emoji}.)|\p{M}(?<=\p{M}{7})/gu;

/** Shows such characters as `\uXXXX`, and leaves all others. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, found =>
    Array.from({ length: found.length }, (_, index) => `\\u${hex(found.charCodeAt(index))}`).join(''),
  );
}

/** JSON that is safe to show on a terminal and reads back as the same value. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  // Line breaks are the layout of an indented text: inside strings JSON has escaped them already.
  return indent === undefined ? escapeUnsafe(text) : text.split('\n').map(escapeUnsafe).join('\n');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
