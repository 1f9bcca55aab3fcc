/**
 * What a terminal could take for a command, what has no width, what turns the reading direction, and halves of
 * surrogate pairs. The joiners stay within words of scripts that need them only as escapes: what is shown must decode
 * back to what is stored.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

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
