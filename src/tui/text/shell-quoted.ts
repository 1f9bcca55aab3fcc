import { escapeUnsafe } from '../../lib/escape.ts';

/**
 * The text as one word of a POSIX shell. What a terminal could take for a key or a command when it is pasted, or would
 * hide, is written as octal bytes in `$'…'`, which bash, zsh and ksh read. Line breaks stay: quoted they do nothing.
 */
export function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!isPlain(text)) return `$'${Array.from(text, octal).join('')}'`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A body. JSON is written with escapes, which means the same and holds in any shell. */
export function shellQuotedBody(body: string): string {
  return shellQuoted(isPlain(body) || !isJson(body) ? body : escapeUnsafe(body.replace(/[\t\n\r]/g, ' ')));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isPlain(text: string): boolean {
  const line = text.replaceAll('\n', ' ');
  return escapeUnsafe(line) === line;
}

function octal(character: string): string {
  // Some shells look for events of their history here, too.
  if (/^[ "-~]$/.test(character)) return /['\\]/.test(character) ? `\\${character}` : character;
  return Array.from(Buffer.from(character), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
