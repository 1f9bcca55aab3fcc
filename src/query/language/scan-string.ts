import type { Fault } from './syntax-error.ts';
import type { Token } from './tokens.ts';

const closing: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '‘': '’',
  '’': '’',
  '“': '”',
  '”': '”',
  '`': '`',
};

export function opensString(character: string | undefined): boolean {
  return character !== undefined && Object.hasOwn(closing, character);
}

/**
 * `'…'` or `"…"` with `\'`, `\"`, `\\`, `\uXXXX` and the doubled quote. Quotes that only word processors write are
 * read, too, and reported with the straight ones as fix. A string ends with its line.
 */
export function scanString(text: string, start: number, report: (fault: Fault) => void): Token {
  const quote = text[start]!;
  const close = closing[quote]!;
  let value = '';
  let at = start + 1;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
    const character = text[at]!;
    if (character === close || (close === '’' && character === "'") || (close === '”' && character === '"')) {
      if (text[at + 1] !== close || close !== quote) return closed(text, start, at + 1, value, report);
      value += close;
      at += 2;
    } else if (character === '\\') {
      const scanned = scanEscape(text, at, report);
      value += scanned.value;
      at = scanned.end;
    } else {
      value += character;
      at++;
    }
  }
  return unclosed(text, start, at, value, report);
}

function scanEscape(text: string, at: number, report: (fault: Fault) => void): { value: string; end: number } {
  const next = text[at + 1];
  if (next === "'" || next === '"' || next === '\\') return { value: next, end: at + 2 };
  const hex = /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6));
  if (next === 'u' && hex) {
    return { value: String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16)), end: at + 6 };
  }
  const span = { start: at, end: Math.min(at + 2, text.length) };
  report({
    message: `Expected \\', \\", \\\\ or \\uXXXX after a backslash, found ${next === undefined ? 'the end of the query' : `'${next}'`}`,
    span,
    fix: { span: { start: at, end: at + 1 }, replacement: '\\\\', title: 'Write a backslash as \\\\' },
  });
  return { value: '\\', end: at + 1 };
}

function closed(text: string, start: number, end: number, value: string, report: (fault: Fault) => void): Token {
  const span = { start, end };
  const quote = text[start]!;
  if (quote !== "'" && quote !== '"') {
    const straight = quoteText(value);
    report({
      message: `Expected a straight quote, found '${quote}'`,
      span,
      fix: { span, replacement: straight, title: `Write ${clip(straight)}` },
    });
  }
  return { kind: 'string', span, text: text.slice(start, end), value };
}

/** Where the missing quote belongs is a guess: behind the first word, as most values have but one. */
function unclosed(text: string, start: number, end: number, value: string, report: (fault: Fault) => void): Token {
  const quote = closing[text[start]!]!;
  const place = start + (/^.[^\s)\],]*/u.exec(text.slice(start, end))?.[0].length ?? 1);
  report({
    message: `Expected a closing ${quote}, found the end of the ${end < text.length ? 'line' : 'query'}`,
    span: { start, end },
    fix: { span: { start: place, end: place }, replacement: quote, title: `Close the string with ${quote}` },
  });
  return { kind: 'string', span: { start, end }, text: text.slice(start, end), value, open: true };
}

/** A value as the language writes it. Line breaks and other controls become `\uXXXX`. */
export function quoteText(value: string): string {
  const escaped = value.replace(/['\\]|[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/gu, found =>
    found === "'" || found === '\\' ? `\\${found}` : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 38)}…'` : text;
}
