/** Device and module ids: 1 to 128 of these characters, case-sensitive. hub-reference 1.2. */
const identifier = /^[A-Za-z0-9\-:.+%_#*?!(),=@;$']{1,128}$/;

export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}
