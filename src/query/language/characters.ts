const outsideNames = new Set(` .,'"!=<>*$#:(){}[];\t\r\n`);

/** Which characters names are made of: hub-reference 5.2 "Identifier". A `$` may only come first, `;` never. */
export function isNameCharacter(character: string | undefined): boolean {
  return character !== undefined && !outsideNames.has(character) && !isWhiteSpace(character);
}

export function isWhiteSpace(character: string | undefined): boolean {
  if (character === undefined) return false;
  return character <= ' ' ? ' \t\r\n\v\f'.includes(character) : character > '\u007f' && /\s/.test(character);
}

/** Whether the text can stand in a path without brackets, reserved words aside. */
export function isPlainName(text: string): boolean {
  const rest = text.startsWith('$') ? text.slice(1) : text;
  if (rest === '' || /&&|\|\||[‘’“”`]/.test(rest)) return false;
  for (const character of rest) if (!isNameCharacter(character)) return false;
  return true;
}
