export type Location = { readonly line: number; readonly column: number };

/** Line and column, both from 1, of a UTF-16 offset. Columns count characters (code points); CR LF is one break. */
export function locate(text: string, offset: number): Location {
  const before = text.slice(0, offset);
  const breaks = before.match(/\r\n|\n|\r/g);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: (breaks?.length ?? 0) + 1, column: [...before.slice(lineStart)].length + 1 };
}
